import type { Json } from '../../domain/json.ts'
import { HandoffError } from '../../domain/error.ts'
import type { Redactor } from '../../ports/redactor.ts'
import type { Step, Visit } from '../call.ts'
import type { Journal } from '../journal.ts'

const longestArgumentsBytes = 256 * 1024

/**
 * Puts the ask on the record before anything else happens (G6). When the record cannot be written
 * nothing with an effect runs; a reading room may answer, marked.
 */
export function ask({ journal, redactor }: { journal: Journal; redactor: Redactor }): Step {
  return async (visit, next) => {
    const bytes = sizeOf(visit.call.arguments)
    const body = {
      call: visit.id,
      what: visit.call.what,
      name: visit.call.name,
      client: visit.call.client,
      arguments: bytes > longestArgumentsBytes ? null : redactedArguments(visit, redactor),
      bytes,
    }
    let onRecord = true
    try {
      await journal.append(visit.actor, visit.incident, { kind: 'call.asked', body })
    } catch (cause) {
      if (visit.call.room?.effect !== 'read') throw cause
      onRecord = false
    }
    if (bytes > longestArgumentsBytes) {
      throw new HandoffError('INVALID_INPUT', 'The arguments are larger than 256 KiB.', {
        hint: 'Send less: cite a ticket, a log window or a document instead of pasting it.',
      })
    }
    return next({ ...visit, onRecord })
  }
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '')
}

/** Null when redaction fails: then only the tool's name and the size are kept. */
function redactedArguments(visit: Visit, redactor: Redactor): Json {
  try {
    const raw = (visit.call.arguments ?? {}) as Json
    return redactor.json(raw, { incident: visit.incident, profile: 'text' }).value
  } catch {
    return null
  }
}
