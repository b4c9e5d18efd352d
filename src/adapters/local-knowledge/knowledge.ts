import { constants } from 'node:fs'
import { chmod, lstat, mkdir, open } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'

import { HandoffError } from '../../domain/error.ts'
import type { KnowledgeBase } from '../../ports/knowledge.ts'
import { syncFolder, writeWhole } from '../files/durable.ts'

const incidentName = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/
const fileName = /^[A-Za-z0-9](?:[\w-]|\.(?=[\w-])){0,119}$/
const evidenceFolder = 'evidence'
const maxBytes = 16 * 1024 * 1024

/**
 * Finished documents in one folder per incident and evidence in a folder of that, 0700 and 0600.
 * Throws INVALID_INPUT for a name that is no plain file name, UPSTREAM when the folder cannot be used.
 */
export function localKnowledge({ folder }: { readonly folder: string }): KnowledgeBase {
  /** Makes the folders below each other, none of them a link, and returns the last. */
  async function place(...names: readonly string[]): Promise<string> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    let at = folder
    for (const name of names) {
      const above = at
      at = join(at, name)
      await mkdir(at, { mode: 0o700 }).catch(ignore('EEXIST'))
      await assertFolder(at)
      await chmod(at, 0o700)
      syncFolder(above)
    }
    return at
  }

  return {
    location: basename(resolve(folder)),

    async store(incident, file, text) {
      checkNames(incident, file)
      try {
        writeWhole(await place(incident), file, text, { mode: 0o600 })
      } catch (cause) {
        throw notKept('document', cause)
      }
      return `${incident}/${file}`
    },

    async keep(incident, file, text) {
      checkNames(incident, file)
      try {
        const at = await place(incident, evidenceFolder)
        writeWhole(at, file, text, { mode: 0o600, exclusive: true })
      } catch (cause) {
        if (codeOf(cause) === 'EEXIST') throw taken()
        throw notKept('evidence', cause)
      }
    },

    async read(incident, file) {
      const names = [incident, ...file.split('/')]
      const isEvidence = names.length === 3 && names[1] === evidenceFolder
      checkNames(incident, isEvidence ? names[2]! : file)
      try {
        for (const depth of names.slice(1).keys()) {
          await assertFolder(join(folder, ...names.slice(0, depth + 1)))
        }
        const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)
        await using handle = await open(join(folder, ...names), flags)
        const found = await handle.stat()
        if (!found.isFile() || found.size > maxBytes) throw new Error('Not a document.')
        return await handle.readFile('utf8')
      } catch (cause) {
        if (codeOf(cause) === 'ENOENT') {
          throw new HandoffError('NOT_FOUND', 'The incident has no document of that name.', {
            hint: isEvidence ? 'capture_evidence keeps it.' : 'render_packet makes it.',
            cause,
          })
        }
        throw new HandoffError('UPSTREAM', 'The document cannot be read.', {
          hint: 'A person must check the knowledge folder.',
          cause,
        })
      }
    },
  }
}

async function assertFolder(path: string): Promise<void> {
  if (!(await lstat(path)).isDirectory()) throw new Error('Not a folder.')
}

function checkNames(incident: string, file: string): void {
  if (incidentName.test(incident) && fileName.test(file)) return
  throw new HandoffError('INVALID_INPUT', 'That is not the name of a document.', {
    hint: 'Names hold letters, digits, dots, dashes and underscores only.',
  })
}

function notKept(what: 'document' | 'evidence', cause: unknown): HandoffError {
  return new HandoffError('UPSTREAM', `The ${what} could not be kept in the knowledge folder.`, {
    hint: 'A person must check disk space and permissions of the knowledge folder.',
    cause,
  })
}

function taken(): HandoffError {
  return new HandoffError('CONFLICT', 'Evidence of that name is already kept.', {
    hint: 'Nothing was written. Capture it again.',
  })
}

function codeOf(cause: unknown): unknown {
  return (cause as { code?: unknown }).code
}

function ignore(code: string): (cause: unknown) => void {
  return (cause) => {
    if (codeOf(cause) !== code) throw cause
  }
}
