import { constants } from 'node:fs'
import { chmod, lstat, mkdir, open } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'

import { HandoffError } from '../../domain/error.ts'
import type { KnowledgeBase } from '../../ports/knowledge.ts'
import { syncFolder, writeWhole } from '../files/durable.ts'

const incidentName = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/
const fileName = /^[A-Za-z0-9](?:[\w-]|\.(?=[\w-])){0,119}$/
const maxBytes = 16 * 1024 * 1024

/**
 * Finished documents in one folder per incident, 0700 and 0600.
 * Throws INVALID_INPUT for a name that is no plain file name, UPSTREAM when the folder cannot be used.
 */
export function localKnowledge({ folder }: { readonly folder: string }): KnowledgeBase {
  return {
    location: basename(resolve(folder)),

    async store(incident, file, text) {
      checkNames(incident, file)
      const place = join(folder, incident)
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await mkdir(place, { mode: 0o700 }).catch(ignore('EEXIST'))
        if (!(await lstat(place)).isDirectory()) throw new Error('Not a folder.')
        await chmod(place, 0o700)
        syncFolder(folder)
        writeWhole(place, file, text, { mode: 0o600 })
      } catch (cause) {
        throw new HandoffError(
          'UPSTREAM',
          'The document could not be kept in the knowledge folder.',
          {
            hint: 'A person must check disk space and permissions of the knowledge folder.',
            cause,
          },
        )
      }
      return `${incident}/${file}`
    },

    async read(incident, file) {
      checkNames(incident, file)
      try {
        if (!(await lstat(join(folder, incident))).isDirectory()) throw new Error('Not a folder.')
        const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)
        await using handle = await open(join(folder, incident, file), flags)
        const found = await handle.stat()
        if (!found.isFile() || found.size > maxBytes) throw new Error('Not a document.')
        return await handle.readFile('utf8')
      } catch (cause) {
        if ((cause as { code?: unknown }).code === 'ENOENT') {
          throw new HandoffError('NOT_FOUND', 'The incident has no document of that name.', {
            hint: 'render_packet makes it.',
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

function checkNames(incident: string, file: string): void {
  if (incidentName.test(incident) && fileName.test(file)) return
  throw new HandoffError('INVALID_INPUT', 'That is not the name of a document.', {
    hint: 'Names hold letters, digits, dots, dashes and underscores only.',
  })
}

function ignore(code: string): (cause: unknown) => void {
  return (cause) => {
    if ((cause as { code?: unknown }).code !== code) throw cause
  }
}
