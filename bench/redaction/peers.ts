import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { Labelled } from './data.ts'
import { aligned, type Subject } from './subject.ts'

/** Another package that redacts text. */
export interface Peer extends Subject {
  readonly version: string
  /** Its ordinary call. */
  redact(text: string): string | Promise<string>
}

const mark = '\u0001'
const manifest = join(import.meta.dirname, 'peers')

/** Where the peers are installed, and what takes that away again. */
export interface Installed {
  readonly folder: string
  readonly remove: () => void
}

/**
 * Installs what `peers/package.json` pins by `npm ci` without scripts into a temporary folder; undefined where that fails, as it
 * does without a network.
 */
export function installPeers(): Installed | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-peers-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  for (const name of ['package.json', 'package-lock.json']) {
    copyFileSync(join(manifest, name), join(folder, name))
  }
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'ignore',
    timeout: 120_000,
  })
  if (status === 0) return { folder, remove }
  remove()
  return undefined
}

export const peerNames = [
  '@dawn-analytics/redact-pii',
  '@openredaction/core',
  '@redactpii/node',
  '@arcjet/redact',
] as const
export type PeerName = (typeof peerNames)[number]

/** One peer out of the folder in which they are installed, in its ordinary settings. */
export async function loadPeer(folder: string, name: PeerName): Promise<Peer> {
  const require = createRequire(join(folder, 'package.json'))
  const file = require(join(folder, 'node_modules', name, 'package.json')) as { version: string }
  const loaded: unknown = await import(pathToFileURL(require.resolve(name)).href)
  return { name, version: file.version, ...makers[name](loaded) }
}

type Calls = Pick<Peer, 'redact' | 'find'>

const makers: Readonly<Record<PeerName, (loaded: unknown) => Calls>> = {
  '@dawn-analytics/redact-pii'(loaded) {
    const { default: exported } = loaded as {
      readonly default: { readonly SyncRedactor: Redactor }
    }
    return ofClass(exported.SyncRedactor)
  },
  '@redactpii/node'(loaded) {
    return ofClass((loaded as { readonly Redactor: Redactor }).Redactor)
  },
  '@openredaction/core'(loaded) {
    const { OpenRedaction } = loaded as { readonly OpenRedaction: new () => Detector }
    const detector = new OpenRedaction()
    return {
      redact: async (text) => (await detector.detect(text)).redacted,
      async find(text) {
        const { detections } = await detector.detect(text)
        return detections.map(({ type, position: [start, end] }): Labelled => ({
          start,
          end,
          type,
        }))
      },
    }
  },
  '@arcjet/redact'(loaded) {
    const { redact } = loaded as { readonly redact: ArcjetRedact }
    return {
      redact: async (text) => (await redact(text))[0],
      find: async (text) => marked(text, (await redact(text, { replace: () => mark }))[0]),
    }
  },
}

function ofClass(made: Redactor): Calls {
  const plain = new made()
  const marking = new made({ globalReplaceWith: mark })
  return {
    redact: (text) => plain.redact(text),
    find: (text) => marked(text, marking.redact(text)),
  }
}

function marked(text: string, redacted: string): readonly Labelled[] {
  return aligned(text, redacted, /\u0001/g)
}

type Redactor = new (options?: { readonly globalReplaceWith: string }) => {
  redact(text: string): string
}

type ArcjetRedact = (
  text: string,
  options?: { readonly replace: () => string },
) => Promise<readonly [string, unknown]>

interface Detector {
  detect(
    text: string,
  ): Promise<{ readonly redacted: string; readonly detections: readonly Detection[] }>
}

interface Detection {
  readonly type: string
  readonly position: readonly [number, number]
}
