import { describe, expect, test } from 'vitest'

import type { Profile } from '../../src/domain/redacted.ts'
import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'
import { canaryClasses, makeCanaries, survivors } from '../support/canaries.ts'

const canaries = makeCanaries(canaryClasses.length * 3)
const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })
const mask = (text: string, profile: Profile): string =>
  redactor.text(text, { incident: null, profile }).value

const wide = (char: string): string => String.fromCodePoint(char.charCodeAt(0) + 0xfee0)
const escaped = (text: string, write: (code: number) => string): string =>
  text.replaceAll(/[^A-Za-z0-9\u0080-\uffff]/g, (char) => write(char.charCodeAt(0)))
const hex = (code: number, length: number): string => code.toString(16).padStart(length, '0')
const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** How a value may stand in a log line or a ticket. */
const dresses: Readonly<Record<string, (text: string) => string>> = {
  'in a sentence': (text) => `the customer said ${text} and then left, thanks`,
  'in quotes': (text) => `"note": ${JSON.stringify(text)}`,
  'in JSON in JSON': (text) => JSON.stringify({ m: JSON.stringify({ note: text }) }),
  'in the query of a URL': (text) => `GET /x?next=${encodeURIComponent(text)} HTTP/1.1`,
  'in the path of a URL': (text) => `GET /x/${encodeURIComponent(text)} HTTP/1.1`,
  'in base64 of a sentence': (text) => `payload ${base64(`for ${text} today`)} end`,
  'in base64 of a document': (text) => `data=${base64(JSON.stringify({ user: { note: text } }))}`,
  'in hexadecimal': (text) => `bytes ${Buffer.from(text).toString('hex')} end`,
  'in JSON escapes': (text) => `m=${escaped(text, (code) => String.raw`\u${hex(code, 4)}`)}`,
  'in the escapes of a language': (text) =>
    `m="${escaped(text, (code) => String.raw`\x${hex(code, 2)}`)}"`,
  'in entities': (text) => `said ${escaped(text, (code) => `&#${code};`)} here`,
  'in full width': (text) => `said ${text.replaceAll(/[!-~]/g, wide)} here`,
  'in digits of full width': (text) => `said ${text.replaceAll(/\d/g, wide)} here`,
  'with something invisible inside': (text) => `said ${text.slice(0, -4)}\u200b${text.slice(-4)}`,
  'in UTF-16': (text) => `said ${[...text].join('\0')} here`,
  'in a table': (text) => `| a | **${text.replaceAll('\n', ' ')}** | b |`,
  'in a list of values': (text) => `1;"${text.replaceAll('"', '""')}";ok`,
}

describe.each(['log', 'text'] as const)('G1: every canary is hidden, profile %s', (profile) => {
  test.each(Object.entries(dresses))('%s', (_, dress) => {
    const seen = canaries.filter((canary) =>
      survivors(canaries, mask(dress(canary.value), profile)).includes(canary),
    )
    expect(seen.map(({ class: name, value }) => `${name} ${value}`)).toEqual([])
  })
})
