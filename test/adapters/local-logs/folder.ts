import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { onTestFinished } from 'vitest'

import type { LogEntry } from '../../../src/adapters/local-logs/entry.ts'
import { mergeLogSources } from '../../../src/ports/merge-log-sources.ts'
import { localLogs } from '../../../src/adapters/local-logs/logs.ts'
import type { LogQuery, LogResult } from '../../../src/ports/log-store.ts'

/** A temporary folder with these files, gone after the test. */
export async function folder(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'baton-logs-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    await writeFile(path.join(root, name), content)
  }
  return root
}

export const ever: LogQuery = {
  window: { fromMs: 0, toMs: Date.UTC(2100, 0) },
  filters: {},
  bucketMs: Date.UTC(2100, 0),
  samples: 20,
  order: 'errors first',
  after: null,
  spans: false,
}

/** Searches a folder; without a query all that it holds. */
export function search(
  root: string,
  entries: readonly LogEntry[],
  query: Partial<LogQuery> = {},
): Promise<LogResult> {
  const store = mergeLogSources([localLogs({ entries, root })])
  return store.search({ ...ever, ...query }, new AbortController().signal)
}

/** One file read on its own. */
export async function searchText(
  text: string | Uint8Array,
  entry: Partial<LogEntry> = {},
  query: Partial<LogQuery> = {},
): Promise<LogResult> {
  const root = await folder({ 'a.log': text })
  return search(root, [{ files: ['a.log'], format: 'auto', ...entry }], query)
}
