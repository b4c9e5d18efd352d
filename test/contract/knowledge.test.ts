import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { localKnowledge } from '../../src/adapters/local-knowledge/knowledge.ts'
import type { KnowledgeBase } from '../../src/ports/knowledge.ts'

interface Row {
  readonly name: string
  make(): Promise<KnowledgeBase>
}

const rows: readonly Row[] = [
  {
    name: 'folder',
    async make() {
      return localKnowledge({ folder: await mkdtemp(join(tmpdir(), 'baton-knowledge-')) })
    },
  },
]

describe.each(rows)('knowledge: $name', (row) => {
  test('says where it is without a path of the machine', async () => {
    expect((await row.make()).location).not.toMatch(/[\\/]/)
  })

  test('reads back what was stored, the newest text of a name', async () => {
    const base = await row.make()
    expect(await base.store('INC-7Q3F', 'packet.md', 'first')).toBe('INC-7Q3F/packet.md')
    await base.store('INC-7Q3F', 'packet.md', 'second «email:7Q3fK2abXk»\n')
    expect(await base.read('INC-7Q3F', 'packet.md')).toBe('second «email:7Q3fK2abXk»\n')
  })

  test('keeps evidence under its own name, once', async () => {
    const base = await row.make()
    await base.keep('INC-7Q3F', 'EV-1.ndjson', 'first\n')
    await expect(base.keep('INC-7Q3F', 'EV-1.ndjson', 'second\n')).rejects.toMatchObject({
      code: 'CONFLICT',
      hint: expect.any(String),
    })
    await base.store('INC-7Q3F', 'EV-1.ndjson', 'a document')
    expect(await base.read('INC-7Q3F', 'evidence/EV-1.ndjson')).toBe('first\n')
    await expect(base.read('INC-7Q3F', 'evidence/EV-2.ndjson')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(base.read('INC-8', 'evidence/EV-1.ndjson')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  test('keeps incidents apart', async () => {
    const base = await row.make()
    await base.store('INC-1', 'packet.md', 'one')
    await expect(base.read('INC-2', 'packet.md')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      hint: expect.any(String),
    })
    await expect(base.read('INC-1', 'recipe.md')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test.each([
    ['..', 'packet.md'],
    ['INC-1/..', 'packet.md'],
    ['', 'packet.md'],
    ['INC-1', '../packet.md'],
    ['INC-1', '..'],
    ['INC-1', '.hidden'],
    ['INC-1', 'a/b.md'],
    ['INC-1', 'a\\b.md'],
    ['INC-1', 'packet.md\0'],
    ['INC-1', 'packet.md\n'],
    ['INC-1', 'a..md'],
    ['INC-1', 'x'.repeat(200)],
  ])('refuses the name %j / %j', async (incident, file) => {
    const base = await row.make()
    const refusal = { code: 'INVALID_INPUT' }
    await expect(base.store(incident, file, 'text')).rejects.toMatchObject(refusal)
    await expect(base.keep(incident, file, 'text')).rejects.toMatchObject(refusal)
    await expect(base.read(incident, `evidence/${file}`)).rejects.toMatchObject(refusal)
    await expect(base.read(incident, file)).rejects.toMatchObject(refusal)
  })
})
