import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

import { expect, onTestFinished, test } from 'vitest'

import { launchDarklyFile } from '../../../src/adapters/launchdarkly-file/flags.ts'

const signal = new AbortController().signal

async function flagFile(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'baton-race-'))
  const flag = { on: true, version: 1, variations: [true, false], offVariation: 1 }
  await writeFile(join(root, 'flags.json'), JSON.stringify({ flags: { f: flag } }, null, 2))
  return root
}

interface Child {
  readonly process: ChildProcess
  ask(line: string): Promise<string>
}

function child(root: string): Child {
  const script = fileURLToPath(new URL('./toggle-child.ts', import.meta.url))
  const started = spawn(process.execPath, [script, root], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void started.kill('SIGKILL'))
  const lines = createInterface({ input: started.stdout })[Symbol.asyncIterator]()
  return {
    process: started,
    async ask(line) {
      started.stdin.write(`${line}\n`)
      return (await lines.next()).value as string
    },
  }
}

test('of processes that toggle one version at once exactly one wins, each time', async () => {
  const root = await flagFile()
  const children = [child(root), child(root), child(root)]
  const rounds = 15
  for (let version = 1; version <= rounds; version += 1) {
    const answers = await Promise.all(children.map((each) => each.ask(String(version))))
    expect(answers.toSorted()).toEqual(['CONFLICT', 'CONFLICT', 'won'])
  }
  const { flags } = JSON.parse(await readFile(join(root, 'flags.json'), 'utf8'))
  expect(flags.f).toMatchObject({ version: rounds + 1, on: rounds % 2 === 0 })
  expect((await readdir(root)).toSorted()).toEqual(['.flags.json.lock', 'flags.json'])
})

test('a process that was killed with the lock leaves no lock behind', async () => {
  const root = await flagFile()
  const holder = child(root)
  expect(await holder.ask('hold')).toBe('held')
  const exited = once(holder.process, 'exit')
  holder.process.kill('SIGKILL')
  await exited
  const flags = launchDarklyFile({
    root,
    entries: [{ environment: 'production', file: 'flags.json' }],
  })
  await flags.toggle('production', 'f', false, '1', signal)
  expect(await flags.read('production', 'f', signal)).toMatchObject({ on: false, version: '2' })
})
