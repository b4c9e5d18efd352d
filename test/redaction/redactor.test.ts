import { describe, expect, test } from 'vitest'

import type { Vault } from '../../src/ports/vault.ts'
import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'

const log = { incident: 'INC-1', profile: 'log' } as const
const token = /^«([a-z0-9-]+):[A-Za-z0-9]{16}»$/

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

function broken(): never {
  throw new Error('disk')
}

function fixture(readable: readonly string[] = []) {
  const vault = createMemoryVault()
  return { vault, redactor: createRedactor({ vault, readable }) }
}

describe('tokens', () => {
  test('are the same within an incident, in any case, and differ between incidents', () => {
    const { redactor } = fixture()
    const mask = (text: string, incident: string | null) =>
      redactor.text(text, { incident, profile: 'log' }).value as string
    const one = mask('maria@acme.com', 'INC-1')
    expect(one).toMatch(token)
    expect(mask('Maria@Acme.com', 'INC-1')).toBe(one)
    expect(mask('maria%40acme.com', 'INC-1')).toBe(one)
    expect(mask('maria@acme.com', 'INC-2')).not.toBe(one)
    expect(mask('maria@acme.com', null)).not.toBe(one)
    expect(mask(one, 'INC-2')).toBe(one)
  })

  test('resolve to their value in their incident only; secrets and cards are never kept', () => {
    const { redactor } = fixture()
    const mail = redactor.text('maria@acme.com', log).value
    expect(redactor.resolve('INC-1', `user:${mail}`)).toBe('user:maria@acme.com')
    expect(redactor.resolve('INC-2', mail)).toBe(mail)
    for (const raw of ['password=hunter2', '4111111111111111']) {
      const { value } = redactor.text(raw, log)
      expect(value).not.toBe(raw)
      expect(redactor.resolve('INC-1', value)).toBe(value)
    }
  })

  test('that are forged lose their quotation marks and hide nothing', () => {
    const { redactor } = fixture()
    const { value } = redactor.text('«email:aaaaaaaaaabbbbbb» «x:maria@acme.com» ≪user:bob≫', log)
    expect(value).toMatch(/^‹email:aaaaaaaaaabbbbbb› ‹x:«email:[A-Za-z0-9]{16}»› ‹user:bob›$/)
    expect(redactor.resolve('INC-1', '«email:aaaaaaaaaabbbbbb»')).toBe('«email:aaaaaaaaaabbbbbb»')
  })

  test('of another server are not believed', () => {
    const foreign = fixture().redactor.text('maria@acme.com', log).value
    expect(fixture().redactor.text(foreign, log).value).toBe(`‹${foreign.slice(1, -1)}›`)
  })

  test('are sealed once, all of a call in one write', () => {
    const vault = createMemoryVault()
    const writes: number[] = []
    const counting: Vault = {
      ...vault,
      seal: broken,
      sealAll(incident, pairs) {
        writes.push(pairs.length)
        vault.sealAll(incident, pairs)
      },
    }
    const redactor = createRedactor({ vault: counting, readable: [] })
    const text = 'maria@acme.com maria@acme.com bob@acme.com 10.1.2.3'
    const { value } = redactor.text(text, log)
    for (let i = 0; i < 5; i++) redactor.json({ a: [text, 'bob@acme.com'] }, log)
    expect(writes).toEqual([3])
    expect(redactor.resolve('INC-1', value)).toBe(text)
  })

  test('that could not be sealed do not leave and are sealed by the next call', () => {
    const vault = createMemoryVault()
    let full = true
    const sealAll: Vault['sealAll'] = (...all) => (full ? broken() : vault.sealAll(...all))
    const redactor = createRedactor({ vault: { ...vault, sealAll }, readable: [] })
    expect(() => redactor.text('maria@acme.com', log)).toThrow('disk')
    full = false
    const { value } = redactor.text('maria@acme.com', log)
    expect(redactor.resolve('INC-1', value)).toBe('maria@acme.com')
  })
})

describe('hidden and encoded values', () => {
  test.each([
    ['zero-width', 'mar\u200bia@ac\u2060me.com'],
    ['colour', 'maria\u001b[31m@acme.com'],
    ['full-width', 'ｍａｒｉａ＠ａｃｍｅ．ｃｏｍ'],
    ['URL', 'maria%40acme%2Ecom'],
    ['twice', 'maria%2540acme.com'],
    ['JavaScript', 'maria\\u0040acme\\x2ecom'],
    ['HTML', 'maria&#64;acme&#x2e;com'],
    ['hidden in an escape', 'maria%E2%80%8B%40acme.com'],
    ['base64', base64('to maria@acme.com now')],
    ['base64 in a path', `/v1/x-${base64('to maria@acme.com now')}`],
    ['base64 of JSON', base64('{"mail":"maria@acme.com"}').replace(/=/g, '')],
  ])('%s', (_, text) => {
    const { redactor } = fixture()
    const { value, report } = redactor.text(`a ${text} b`, log)
    expect(report.hidden).toEqual({ email: 1 })
    expect(value).toMatch(/^a (?:\/v1\/)?«email:[A-Za-z0-9]{16}»={0,2} b$/)
  })

  test('digits of any script', () => {
    const { redactor } = fixture()
    for (const zero of ['０', '٠', '०', '𝟎']) {
      const text = Array.from('4111111111111111')
        .map((digit) => String.fromCodePoint(zero.codePointAt(0)! + Number(digit)))
        .join('')
      expect(redactor.text(text, log).value).toMatch(/^«card:\w{16}»$/)
    }
  })

  test('an escaped line break before a value is kept', () => {
    const { redactor } = fixture()
    expect(redactor.text('to:\\nmaria@acme.com\\nok', log).value).toMatch(
      /^to:\\n«email:\w{16}»\\nok$/,
    )
  })
})

describe('known values', () => {
  const learnt = [
    { class: 'person', value: 'José Lopez' },
    { class: 'email', value: 'pepe.l@acme.com' },
    { class: 'person', value: 'Li Wu' },
  ]

  test('are masked in any case, in parts, in both orders and without accents', () => {
    const { redactor } = fixture()
    redactor.learn('INC-1', learnt)
    const one = redactor.text('José Lopez', log).value
    for (const text of [
      'JOSE LOPEZ',
      'josé',
      'Lopez, José',
      'jose_lopez',
      'jlopez',
      'José%20Lopez',
      'LOPEZ',
    ]) {
      expect(redactor.text(`by ${text}!`, log).value).toBe(`by ${one}!`)
    }
    expect(redactor.text('by pepe at', log).value).toMatch(/^by «email:\w{16}» at$/)
    expect(redactor.text('by li wu, list wul', log).value).toMatch(/^by «person:\w{16}», list wul$/)
    expect(redactor.text('by José', { incident: 'INC-2', profile: 'log' }).value).toBe('by José')
  })

  test('words within words, short parts, numbers and common words never spread', () => {
    const { redactor } = fixture()
    redactor.learn('INC-1', [
      { class: 'person', value: 'Error' },
      { class: 'person', value: 'Ann Service' },
      { class: 'user', value: '12345' },
      { class: 'person', value: 'Mari' },
    ])
    const text = 'error in service of ann 12345 marigold customary'
    expect(redactor.text(text, log).value).toBe(text)
    expect(redactor.text('by ann service', log).value).toMatch(/^by «person:\w{16}»$/)
  })

  test('readable values are not learnt and stay, also inside a longer known name', () => {
    const { redactor, vault } = fixture(['auth-api', 'Maria Ito', 'maria.ito@corp.example'])
    redactor.learn('INC-1', [
      { class: 'person', value: 'maria ito' },
      { class: 'person', value: 'Maria Lopez' },
      { class: 'user', value: 'AUTH-API' },
    ])
    expect(vault.known('INC-1')).toEqual([{ class: 'person', value: 'Maria Lopez' }])
    const text = 'auth-api by Maria Ito <maria.ito@corp.example>'
    expect(redactor.text(text, { incident: 'INC-1', profile: 'text' }).value).toBe(text)
    expect(redactor.text('ask Maria Lopez', log).value).toMatch(/^ask «person:\w{16}»$/)
  })

  test('what another process learns is masked by the next call', () => {
    const { redactor, vault } = fixture()
    expect(redactor.text('by gunnhild', log).value).toBe('by gunnhild')
    vault.learn('INC-1', [{ class: 'person', value: 'Gunnhild' }])
    expect(redactor.text('by gunnhild', log).value).toMatch(/^by «person:\w{16}»$/)
  })
})

test('sanitised characters are counted and do not come back', () => {
  const { redactor } = fixture()
  const raw =
    'a\u0000\r\n\tb\u202e\u001b]8;;https://evil.example/\u0007c\ufe0f\udb40\udc41\ud800\u009b2Jd'
  const { value, report } = redactor.text(raw, log)
  expect(value).toBe('a\n\tbcd')
  expect(report.sanitised).toBe(raw.length - 'a\n\tbcd'.length)
})

test('fails closed when the vault does', () => {
  for (const part of ['key', 'sealAll', 'known'] as const) {
    const vault: Vault = { ...createMemoryVault(), [part]: broken }
    const redactor = createRedactor({ vault, readable: [] })
    expect(() => redactor.text('maria@acme.com', log)).toThrow('disk')
    expect(() => redactor.json({ a: ['maria@acme.com'] }, log)).toThrow('disk')
  }
})

describe('hints', () => {
  const { redactor } = (() => {
    const vault = createMemoryVault()
    return { redactor: createRedactor({ vault, readable: ['lee@corp.example'], hints: true }) }
  })()
  const classOf = (text: string) =>
    /^«([a-z0-9-]+):\w{16}»$/.exec(redactor.text(text, log).value)?.[1]

  test('tell the kind of a mailbox and of an address, and nothing else', () => {
    expect(['a@gmail.com', 'b@web.de', 'c@corp.example', 'd@acme.com'].map(classOf)).toEqual([
      'email-freemail',
      'email-freemail',
      'email-own',
      'email-company',
    ])
    expect(
      ['10.1.2.3', '127.0.0.1', '198.51.100.7', '172.20.0.1', 'fd00::1', '2001:db8::1'].map(
        classOf,
      ),
    ).toEqual([
      'ipv4-private',
      'ipv4-loopback',
      'ipv4-public',
      'ipv4-private',
      'ipv6-private',
      'ipv6-public',
    ])
  })

  test('leave tokens what they are: the same for the same value, kept, and a filter', () => {
    const one = redactor.text('a@gmail.com', log).value
    expect(redactor.text('A@Gmail.com', log).value).toBe(one)
    expect(redactor.text(one, log).value).toBe(one)
    expect(redactor.resolve('INC-1', one)).toBe('a@gmail.com')
  })
})

describe('what an agent wrote', () => {
  test('G1: has tokens of its own, which stand for nothing', () => {
    const { redactor } = fixture()
    const seen = redactor.text('maria@acme.com', log).value
    const said = redactor.text('maria@acme.com', { ...log, argument: true }).value
    expect(said).toMatch(token)
    expect(said).not.toBe(seen)
    expect(redactor.text(said, log).value).toBe(said)
    expect(redactor.resolve('INC-1', said)).toBe(said)
    expect(redactor.text(seen, { ...log, argument: true }).value).toBe(seen)
  })
})
