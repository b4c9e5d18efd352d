import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { describe, expect, onTestFinished, test } from 'vitest'

import { openSqliteVault } from '../../src/adapters/sqlite/vault.ts'
import type { Vault } from '../../src/ports/vault.ts'
import { newHome } from '../record/support/home.ts'

const open = (home: string): Vault => {
  const vault = openSqliteVault(home)
  onTestFinished(() => vault.close())
  return vault
}

const hex = (vault: Vault, incident: string) => Buffer.from(vault.key(incident)).toString('hex')
const byClass = (vault: Vault) =>
  vault.known('INC-1').toSorted((a, b) => a.class.localeCompare(b.class))

describe.each([['sqlite', open]])('the vault on %s', (_, openVault) => {
  test('makes nothing until something is put into it', () => {
    const home = newHome()
    const vault = openVault(home)
    expect([vault.known('INC-1'), vault.open('INC-1', '«email:x»')]).toEqual([[], undefined])
    expect(existsSync(home)).toBe(false)
  })

  test('gives each incident a key of its own, the same to every process', () => {
    const home = newHome()
    const [one, two] = [openVault(home), openVault(home)]
    const keys = ['', 'INC-1', 'INC-2'].map((incident) => hex(one, incident))
    expect(['', 'INC-1', 'INC-2'].map((incident) => hex(two, incident))).toEqual(keys)
    expect(new Set(keys).size).toBe(3)
    expect(keys[1]).toMatch(/^[0-9a-f]{64}$/)
    one.close()
    expect(hex(openVault(home), 'INC-2')).toBe(keys[2])
  })

  test('opens a token only in its own incident, also after a restart', () => {
    const home = newHome()
    const vault = openVault(home)
    vault.seal('INC-1', '«email:a»', 'eve@example.com')
    vault.seal('INC-1', '«email:a»', 'eve@example.com')
    vault.close()
    const again = openVault(home)
    expect(again.open('INC-1', '«email:a»')).toBe('eve@example.com')
    expect(again.open('INC-2', '«email:a»')).toBeUndefined()
    expect(again.open('INC-1', '«email:b»')).toBeUndefined()
  })

  test('a sealed token keeps its first meaning', () => {
    const home = newHome()
    openVault(home).seal('INC-1', '«user:a»', 'first')
    openVault(home).seal('INC-1', '«user:a»', 'second')
    expect(openVault(home).open('INC-1', '«user:a»')).toBe('first')
  })

  test('knows at once what another process learned', () => {
    const home = newHome()
    const [one, two] = [openVault(home), openVault(home)]
    const name = { class: 'name', value: 'Zoë Quill' }
    const phone = { class: 'phone', value: '+1 202 555 0147' }
    one.learn('INC-1', [name, name])
    expect(two.known('INC-1')).toEqual([name])
    expect(one.known('INC-1')).toEqual([name])
    two.learn('INC-1', [phone, name])
    expect(byClass(one)).toEqual([name, phone])
    expect(byClass(two)).toEqual([name, phone])
    expect(one.known('INC-2')).toEqual([])
  })
})

describe('the vault in a home folder', () => {
  test('holds no plain value in any byte of any file, in any of the usual forms', () => {
    const home = newHome()
    const vault = open(home)
    const value = 'canary.person@example.com'
    vault.seal('INC-1', '«email:a»', value)
    vault.learn('INC-1', [{ class: 'email', value }])
    const forms = [
      value,
      encodeURIComponent(value),
      ...(['base64', 'hex', 'utf16le'] as const).map((e) =>
        e === 'utf16le' ? Buffer.from(value, e).toString('latin1') : Buffer.from(value).toString(e),
      ),
    ]
    const bytes = filesBelow(home).map((file) => readFileSync(file, 'latin1'))
    expect(bytes.length).toBeGreaterThanOrEqual(2)
    for (const form of forms) expect(bytes.some((text) => text.includes(form))).toBe(false)
    const key = Buffer.from(vault.key('INC-1')).toString('latin1')
    expect(bytes.some((text) => text.includes(key))).toBe(false)
  })

  test('and its key are readable by their owner only', () => {
    const home = newHome()
    open(home).key('INC-1')
    const modes = filesBelow(home).map((file) => (statSync(file).mode & 0o777).toString(8))
    expect(new Set(modes)).toEqual(new Set(['600']))
    expect((statSync(join(home, 'keys')).mode & 0o777).toString(8)).toBe('700')
  })

  test('refuses a row that was moved to another incident or token', () => {
    const home = newHome()
    const vault = open(home)
    vault.seal('INC-1', '«email:a»', 'a@example.com')
    vault.close()
    const db = new DatabaseSync(join(home, 'vault.db'))
    db.exec("UPDATE token SET incident = 'INC-2'")
    db.close()
    expect(() => open(home).open('INC-2', '«email:a»')).toThrow('The vault cannot be read.')
  })

  test.each([
    ['moved to another incident', "UPDATE known SET incident = 'INC-2'", 'INC-2'],
    ['altered', 'UPDATE known SET sealed = zeroblob(length(sealed))', 'INC-1'],
    ['cut short', 'UPDATE known SET sealed = substr(sealed, 1, 20)', 'INC-1'],
  ])(
    'G1: refuses known values that were %s, so that nothing leaves unmasked',
    (_, sql, incident) => {
      const home = newHome()
      const vault = open(home)
      vault.learn('INC-1', [{ class: 'person', value: 'Zoë Quill' }])
      vault.close()
      const db = new DatabaseSync(join(home, 'vault.db'))
      db.exec(sql)
      db.close()
      expect(() => open(home).known(incident)).toThrow('The vault cannot be read.')
    },
  )

  test.each([
    ['another', Buffer.alloc(32, 7)],
    ['a shortened', Buffer.alloc(16, 7)],
  ])('G1: with %s key in its place reads nothing', (_, key) => {
    const home = newHome()
    const vault = open(home)
    vault.learn('INC-1', [{ class: 'person', value: 'Zoë Quill' }])
    vault.close()
    writeFileSync(join(home, 'keys', 'vault.key'), key)
    expect(() => open(home).known('INC-1')).toThrow('The vault cannot be read.')
  })

  test('without its key opens nothing and makes no new one', () => {
    const home = newHome()
    const vault = open(home)
    vault.learn('INC-1', [{ class: 'name', value: 'Zoë Quill' }])
    vault.close()
    rmSync(join(home, 'keys', 'vault.key'))
    const lost = open(home)
    expect(() => lost.known('INC-1')).toThrow('The vault cannot be read.')
    expect(() => lost.learn('INC-1', [{ class: 'name', value: 'x' }])).toThrow(
      'The vault cannot be read.',
    )
    expect(() => lost.key('INC-9')).toThrow('The vault cannot be read.')
    expect(readdirSync(join(home, 'keys'))).toEqual([])
  })
})

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
