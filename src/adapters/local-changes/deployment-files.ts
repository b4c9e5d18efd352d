import { access, constants, glob } from 'node:fs/promises'
import { basename, isAbsolute, resolve } from 'node:path'

import type { ChangeEvent } from '../../domain/change-event.ts'
import type { Gap } from '../../domain/gap.ts'
import type { Window } from '../../domain/window.ts'
import type { ChangeSource } from '../../ports/change-log.ts'
import type { SourceCheck } from '../../ports/source-check.ts'
import { changeOfLine, type Place } from './line.ts'
import { boundedLines } from './lines.ts'

export interface DeploymentFilesOptions {
  /** Folder that relative files and patterns start from. */
  readonly root: string
  /** File names or glob patterns. */
  readonly files: readonly string[]
  /** For lines that name no service of their own. */
  readonly service?: string | undefined
  /** For lines that name no environment of their own. */
  readonly environment?: string | undefined
  readonly limits?: { readonly maxLineBytes?: number; readonly maxChanges?: number }
}

const defaults = { maxLineBytes: 256 * 1024, maxChanges: 10_000 }

/**
 * NDJSON files of changes (DESIGN section 13), streamed. A change counts when it ran at any moment of the window;
 * of one id the last line holds, so that a file may be appended to as a deployment goes on.
 */
export function deploymentFiles(options: DeploymentFilesOptions): ChangeSource {
  const limits = { ...defaults, ...options.limits }
  const place = { service: options.service ?? null, environment: options.environment ?? null }
  const name = `files:${options.files.map(shownName).join(',')}`
  return {
    name,
    isLocal: true,
    async changes(window, signal) {
      const gaps: Gap[] = []
      const changes = new Map<string, ChangeEvent>()
      let answered = false
      for (const pattern of options.files) {
        const files = await matching(options.root, pattern)
        if (files.length === 0) gaps.push({ source: shownName(pattern), reason: noFile })
        for (const file of files) {
          const read = await readFile(file, {
            place: { source: name, ...place },
            window,
            limits,
            changes,
            signal,
          })
          const source = shownName(isAbsolute(pattern) ? file : pattern)
          if (read.readable) answered = true
          gaps.push(...read.reasons.map((reason) => ({ source, reason })))
        }
      }
      return { changes: [...changes.values()], sources: answered ? [name] : [], gaps }
    },
    /** Files tell that something changed, not what lies between two versions. */
    difference: () => Promise.resolve(null),
    async check() {
      const found = options.files.map(async (pattern): Promise<SourceCheck> => {
        const source = shownName(pattern)
        const files = await matching(options.root, pattern)
        const readable = await Promise.all(files.map(isReadable))
        if (files.length === 0) return { source, state: 'failed', message: noFile }
        return readable.every(Boolean)
          ? { source, state: 'ok', message: 'It can be read.' }
          : { source, state: 'failed', message: unreadable }
      })
      return Promise.all(found)
    },
  }
}

const noFile = 'No such file; the changes it would tell of are missing.'
const unreadable = 'The file could not be read; the changes it tells of are missing.'

function shownName(file: string): string {
  return isAbsolute(file) ? basename(file) : file
}

async function isReadable(file: string): Promise<boolean> {
  return access(file, constants.R_OK).then(
    () => true,
    () => false,
  )
}

async function matching(root: string, pattern: string): Promise<readonly string[]> {
  const found = await Array.fromAsync(glob(pattern, { cwd: root })).catch(() => [])
  return found.map((file) => resolve(root, file)).toSorted()
}

interface Reading {
  readonly place: Place
  readonly window: Window
  readonly limits: typeof defaults
  readonly changes: Map<string, ChangeEvent>
  readonly signal: AbortSignal
}

/** Adds what one file tells to the changes; the reasons say what it does not. */
async function readFile(
  file: string,
  { place, window, limits, changes, signal }: Reading,
): Promise<{ readonly readable: boolean; readonly reasons: readonly string[] }> {
  let broken = 0
  let dropped = 0
  const reasons = () => [
    ...(broken > 0 ? [`${broken} broken lines were left out.`] : []),
    ...(dropped > 0 ? [`${dropped} earlier changes beyond the limit were left out.`] : []),
  ]
  try {
    for await (const line of boundedLines(file, limits.maxLineBytes, signal)) {
      if (line?.trim() === '') continue
      const change = line === null ? undefined : changeOfLine(place, line)
      if (change === undefined) broken += 1
      else if (!touches(change, window)) changes.delete(change.id)
      else changes.set(change.id, change)
      if (changes.size > limits.maxChanges) {
        changes.delete(changes.keys().next().value!)
        dropped += 1
      }
    }
    return { readable: true, reasons: reasons() }
  } catch {
    signal.throwIfAborted()
    return { readable: false, reasons: [unreadable, ...reasons()] }
  }
}

function touches(change: ChangeEvent, window: Window): boolean {
  const endMs = change.finishedAtMs ?? change.startedAtMs
  return change.startedAtMs < window.toMs && endMs >= window.fromMs
}
