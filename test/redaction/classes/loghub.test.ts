import { existsSync, readdirSync, readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { detect } from '../../../src/redaction/engine.ts'
import { nobody } from './support/marked.ts'

const data = new URL('../../../../shared/data/', import.meta.url)
const isThere = existsSync(new URL('sdlog', data)) && existsSync(new URL('loghub', data))
const address = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)/

interface Token {
  readonly text: string
  readonly label: string
  readonly isHidden: boolean
  readonly isAddressHidden: boolean
}

/** The tokens of one labelled line as they come out of the engine. */
function tokensOf(block: string): readonly Token[] {
  const pairs = block
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => line.split('\t') as [string, string])
  const line = pairs.map(([text]) => text).join(' ')
  const hits = detect(line, 'log', nobody)
  let at = 0
  return pairs.map(([text, label]) => {
    const start = at
    at += text.length + 1
    const ip = address.exec(text)
    const from = start + (ip?.index ?? 0)
    const to = from + (ip?.[0].length ?? 0)
    return {
      text,
      label,
      isHidden: hits.some((hit) => hit.start < start + text.length && hit.end > start),
      isAddressHidden: ip === null || hits.some((hit) => hit.start <= from && hit.end >= to),
    }
  })
}

describe.runIf(isThere)('G1 real log lines with labelled tokens (needs ../shared/data)', () => {
  const folder = new URL('sdlog/', data)
  const tokens = readdirSync(isThere ? folder : '.')
    .filter((name) => name.endsWith('_structured.txt'))
    .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').split(/\r?\n\s*\r?\n/))
    .flatMap(tokensOf)

  test('addresses and accounts go, at most one other token in two hundred does', () => {
    const addresses = tokens.filter(({ text, label }) => label === 'B-NET' && address.test(text))
    const users = tokens.filter(({ label }) => label === 'B-USER')
    const others = tokens.filter(({ label }) => label !== 'B-USER' && label !== 'B-NET')
    expect(addresses.length).toBeGreaterThan(1000)
    expect(users.length).toBeGreaterThan(100)
    const share = (list: readonly Token[]): number =>
      list.filter((token) => token.isHidden && token.isAddressHidden).length / list.length
    expect(share(addresses)).toBeGreaterThanOrEqual(0.999)
    expect(share(users)).toBeGreaterThanOrEqual(0.97)
    expect(share(others)).toBeLessThanOrEqual(0.005)
  })

  test('nothing but addresses, accounts and mailboxes is found in 16,000 lines', () => {
    const logs = new URL('loghub/', data)
    const found = readdirSync(isThere ? logs : '.')
      .filter((name) => name.endsWith('.log'))
      .flatMap((name) => readFileSync(new URL(name, logs), 'utf8').split('\n'))
      .flatMap((line) => detect(line, 'log', nobody).map((hit) => hit.class))
      .filter((name) => !/^(?:ipv4|ipv6|user|email|mac)$/.test(name))
    expect(found.length).toBeLessThanOrEqual(1)
  })
})
