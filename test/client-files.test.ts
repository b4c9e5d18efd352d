import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { expect, test } from 'vitest'

import { claudeFile, vsCodeFile } from './support/client-files.ts'

const root = resolve(import.meta.dirname, '..')
const source = JSON.parse(readFileSync(resolve(root, 'mcp.json'), 'utf8')) as Parameters<
  typeof claudeFile
>[0]
const text = (value: object): string => `${JSON.stringify(value, null, 2)}\n`

// After a change of mcp.json: npx vitest run test/client-files.test.ts -u
test('.mcp.json is generated from mcp.json', async () => {
  await expect(text(claudeFile(source))).toMatchFileSnapshot(resolve(root, '.mcp.json'))
})

test('.vscode/mcp.json is generated from mcp.json', async () => {
  await expect(text(vsCodeFile(source))).toMatchFileSnapshot(resolve(root, '.vscode/mcp.json'))
})

test('the first server starts through npm, so that an old Node on the machine does no harm', () => {
  expect(Object.values(source.mcpServers)[0]).toEqual({
    command: 'npm',
    args: ['run', '-s', 'baton', 'serve'],
  })
})
