import { spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execPath } from 'node:process'

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

test('evidence is for its owner only, whole, and no link leads out of its folder', async () => {
  const folder = join(await temporary(), 'knowledge')
  const elsewhere = await temporary()
  const base = localKnowledge({ folder })
  await base.keep('INC-1', 'EV-1.txt', 'text')
  const mode = async (...path: string[]) => (await stat(join(folder, ...path))).mode & 0o777
  expect([await mode('INC-1', 'evidence'), await mode('INC-1', 'evidence', 'EV-1.txt')]).toEqual([
    0o700, 0o600,
  ])
  expect(await readdir(join(folder, 'INC-1', 'evidence'))).toEqual(['EV-1.txt'])
  await mkdir(join(folder, 'INC-2'))
  await symlink(elsewhere, join(folder, 'INC-2', 'evidence'))
  await writeFile(join(elsewhere, 'EV-9.txt'), 'secret')
  const upstream = { code: 'UPSTREAM' }
  await expect(base.keep('INC-2', 'EV-1.txt', 'x')).rejects.toMatchObject(upstream)
  await expect(base.read('INC-2', 'evidence/EV-9.txt')).rejects.toMatchObject(upstream)
  expect(await readdir(elsewhere)).toEqual(['EV-9.txt'])
})

test('on a full disk nothing is kept and no draft stays', async () => {
  const folder = await temporary()
  const child = join(import.meta.dirname, 'keep-child.ts')
  // A limit on the size of files stands for the full disk: the write fails after its first kilobytes.
  const { stdout } = spawnSync(
    'bash',
    ['-c', `trap '' XFSZ; ulimit -f 8; exec "$0" "$@"`, execPath, child, folder],
    { encoding: 'utf8' },
  )
  expect(stdout).toBe('UPSTREAM The evidence could not be kept in the knowledge folder.')
  expect(await readdir(join(folder, 'INC-1', 'evidence'))).toEqual([])
})
