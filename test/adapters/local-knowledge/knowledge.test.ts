import { chmod, mkdir, mkdtemp, readdir, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { localKnowledge } from '../../../src/adapters/local-knowledge/knowledge.ts'

const temporary = () => mkdtemp(join(tmpdir(), 'baton-knowledge-'))

test('folder and documents are for their owner only, and no temporary file stays', async () => {
  const folder = join(await temporary(), 'deep', 'knowledge')
  const base = localKnowledge({ folder })
  await base.store('INC-1', 'packet.md', 'text')
  const mode = async (...path: string[]) => (await stat(join(folder, ...path))).mode & 0o777
  expect([await mode(), await mode('INC-1'), await mode('INC-1', 'packet.md')]).toEqual([
    0o700, 0o700, 0o600,
  ])
  expect(await readdir(join(folder, 'INC-1'))).toEqual(['packet.md'])
  await chmod(join(folder, 'INC-1', 'packet.md'), 0o644)
  await base.store('INC-1', 'packet.md', 'newer')
  expect(await mode('INC-1', 'packet.md')).toBe(0o600)
  expect(base.location).toBe('knowledge')
})

test('a link in place of the incident or the document is not followed', async () => {
  const folder = await temporary()
  const elsewhere = await temporary()
  await writeFile(join(elsewhere, 'packet.md'), 'secret')
  await symlink(elsewhere, join(folder, 'INC-1'))
  await mkdir(join(folder, 'INC-2'))
  await symlink(join(elsewhere, 'packet.md'), join(folder, 'INC-2', 'packet.md'))
  const base = localKnowledge({ folder })
  const upstream = { code: 'UPSTREAM' }
  await expect(base.store('INC-1', 'packet.md', 'x')).rejects.toMatchObject(upstream)
  await expect(base.read('INC-1', 'packet.md')).rejects.toMatchObject(upstream)
  await expect(base.read('INC-2', 'packet.md')).rejects.toMatchObject(upstream)
  await base.store('INC-2', 'packet.md', 'mine')
  expect(await base.read('INC-2', 'packet.md')).toBe('mine')
  expect(await readdir(elsewhere)).toEqual(['packet.md'])
})

test('a folder that is a file, or a document that is a folder, is UPSTREAM', async () => {
  const folder = await temporary()
  await writeFile(join(folder, 'file'), '')
  const blocked = localKnowledge({ folder: join(folder, 'file') })
  await expect(blocked.store('INC-1', 'packet.md', 'x')).rejects.toMatchObject({
    code: 'UPSTREAM',
    message: 'The document could not be kept in the knowledge folder.',
    hint: expect.not.stringContaining(folder),
  })
  await mkdir(join(folder, 'INC-1', 'packet.md'), { recursive: true })
  const base = localKnowledge({ folder })
  await expect(base.store('INC-1', 'packet.md', 'x')).rejects.toMatchObject({ code: 'UPSTREAM' })
  await expect(base.read('INC-1', 'packet.md')).rejects.toMatchObject({ code: 'UPSTREAM' })
  expect(await readdir(join(folder, 'INC-1'))).toEqual(['packet.md'])
})
