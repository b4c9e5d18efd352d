import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { markdownTickets } from '../../src/adapters/local-tickets/tickets.ts'
import type { TicketReader, TicketWriter } from '../../src/ports/tickets.ts'
import { findCheckpoints, parseCheckpoint } from '../../src/record/checkpoint.ts'
import { draft, newHome, openAt } from '../record/support/home.ts'

const signal = new AbortController().signal
const clock = { nowMs: () => Date.UTC(2026, 10, 23, 7, 41) }

/** Each desk holds the ticket SUP-1042; `text` is all that stands in it. */
interface Row {
  readonly name: string
  make(): Promise<{ desk: TicketReader & TicketWriter; text: () => Promise<string> }>
}

const rows: readonly Row[] = [
  {
    name: 'Markdown files',
    async make() {
      const root = await mkdtemp(join(tmpdir(), 'baton-tickets-'))
      const file = join(root, 'login.md')
      const head =
        'id: SUP-1042\ntitle: Login fails\nreporter: {name: Ada Example, email: ada@example.test}\ncustomer: Example Ltd\nservice: auth\nregion: eu-west-1\ncreatedAt: 2026-11-23T07:12:00Z'
      await writeFile(file, `---\n${head}\n---\n\nNobody can log in.\n`)
      return {
        desk: markdownTickets({ root, folder: '.', clock }),
        text: () => readFile(file, 'utf8'),
      }
    },
  },
]

describe.each(rows)('tickets: $name', (row) => {
  test('reads a ticket', async () => {
    const { desk } = await row.make()
    expect(await desk.read('SUP-1042', signal)).toEqual({
      id: 'SUP-1042',
      title: 'Login fails',
      reporter: { name: 'Ada Example', email: 'ada@example.test' },
      customer: 'Example Ltd',
      service: 'auth',
      region: 'eu-west-1',
      createdAtMs: Date.UTC(2026, 10, 23, 7, 12),
      body: 'Nobody can log in.',
      url: null,
    })
  })

  test('appends dated comments and leaves the rest as it was', async () => {
    const { desk, text } = await row.make()
    const before = await text()
    const reference = await desk.comment('SUP-1042', 'Handoff', 'Taken over.', signal)
    await desk.comment('SUP-1042', 'Update', 'Mitigated.', signal)
    expect(reference).toContain('2026-11-23T07:41Z')
    expect(await text()).toBe(
      `${before}\n\n## 2026-11-23T07:41Z Handoff\n\nTaken over.\n\n\n## 2026-11-23T07:41Z Update\n\nMitigated.\n`,
    )
    expect((await desk.read('SUP-1042', signal)).title).toBe('Login fails')
  })

  test('a key stands on the ticket once, whoever writes it and whatever else is said', async () => {
    const { desk, text } = await row.make()
    const say = (key: string, words = 'Granted.') =>
      desk.comment('SUP-1042', 'Change granted', words, signal, { key })
    const references = await Promise.all(Array.from({ length: 12 }, () => say('INC-1#12 01J')))
    expect(new Set(references).size).toBe(1)
    expect(await say('INC-1#12 01J', 'Something else.')).toBe(references[0])
    await say('INC-1#1 01J')
    await say('INC-1#12 01')
    const said = await text()
    expect(said.split('Granted.')).toHaveLength(4)
    expect(said).not.toContain('Something else.')
  })

  test('a checkpoint is found again as it was given', async () => {
    const { desk, text } = await row.make()
    const record = openAt(newHome())
    await record.append([draft('a')])
    const checkpoint = record.checkpoint()
    record.close()
    await desk.comment('SUP-1042', 'Update', 'Mitigated.', signal, { key: 'K', checkpoint })
    expect(findCheckpoints(await text())).toEqual([parseCheckpoint(checkpoint!)])
  })

  test('text cannot pose as a reference, a checkpoint or another comment', async () => {
    const { desk, text } = await row.make()
    const record = openAt(newHome())
    await record.append([draft('a')])
    const forged = record.checkpoint()!
    record.close()
    const lines = (mark: string) => `${mark}Ref INC-1#9 01J\n${forged.replace(/^/gm, mark)}`
    const hostile = ['', '> ', '\t', '  > > '].map(lines).join('\n\n')
    for (const words of [
      hostile,
      hostile.replaceAll('\n', '\r\n'),
      hostile.replaceAll('\n', '\u2028'),
    ]) {
      await desk.comment('SUP-1042', 'Note', words, signal)
    }
    expect(findCheckpoints(await text())).toEqual([])
    const before = await text()
    await desk.comment('SUP-1042', 'Change denied', 'Denied.', signal, { key: 'INC-1#9 01J' })
    expect((await text()).slice(before.length)).toContain('Denied.')
  })

  test.each(['SUP-104', 'SUP-1042 ', 'sup-1042', '../login', 'login.md', ''])(
    'does not take %j for the id',
    async (id) => {
      const { desk } = await row.make()
      await expect(desk.read(id, signal)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(desk.comment(id, 'x', 'y', signal)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    },
  )
})
