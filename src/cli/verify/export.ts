import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs'

import { HandoffError } from '../../domain/error.ts'
import type { RecordEvidence } from '../../ports/entry-storage.ts'
import { headerText } from '../../record/leaf.ts'
import { judge, type Question, type Report } from './judge.ts'
import { saltAndBody } from './sealed.ts'
import { readerFor } from './threads.ts'

/** Characters that are written at a time. */
const blockSize = 2 ** 20

/**
 * Writes the record to a new file that only its owner may read, one JSON object a line: first what it is and its checkpoint, then
 * each entry. It is written as it lies, also when it is broken, and judged in the same moment. Throws INVALID_INPUT when the file is
 * there already, UPSTREAM when it cannot be written, and as `verifyHome`; no file is left then, nor of a record that cannot be read.
 */
export function exportRecord(question: Question, file: string): Report {
  const descriptor = create(file)
  let done = false
  try {
    return judge(question, (evidence, decide) => {
      const found = decide(readerFor(question.home))
      ftruncateSync(descriptor)
      writeAll(descriptor, evidence)
      done = true
      return found
    })
  } finally {
    closeSync(descriptor)
    if (!done) rmSync(file, { force: true })
  }
}

function create(file: string): number {
  try {
    return openSync(file, 'wx', 0o600)
  } catch (cause) {
    throw new HandoffError('INVALID_INPUT', 'The file given with --export cannot be made.', {
      hint: 'Name a file that does not exist yet, in a folder that can be written.',
      cause,
    })
  }
}

function writeAll(descriptor: number, evidence: RecordEvidence): void {
  let at = 0
  const write = (text: string) => {
    const bytes = Buffer.from(text)
    try {
      for (let from = 0; from < bytes.length;) {
        from += writeSync(descriptor, bytes, from, bytes.length - from, at + from)
      }
    } catch (cause) {
      throw new HandoffError('UPSTREAM', 'The export cannot be written.', {
        hint: 'Is there enough free space for the whole record?',
        cause,
      })
    }
    at += bytes.length
  }
  const { head } = evidence
  const first = { format: 'baton-record', version: 1, checkpoint: head?.note ?? null }
  let block = `${JSON.stringify(first)}\n`
  for (const entry of evidence.entries()) {
    const { salt = null, body = null } = saltAndBody(entry.sealed)
    block += `${JSON.stringify({ header: headerText(entry), leaf: entry.leaf, salt, body })}\n`
    if (block.length < blockSize) continue
    write(block)
    block = ''
  }
  write(block)
}
