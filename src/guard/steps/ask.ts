import { server } from '../../domain/entry.ts'
import { HandoffError } from '../../domain/error.ts'
import type { FactBody } from '../../domain/fact.ts'
import type { Json } from '../../domain/json.ts'
import { toIso } from '../../domain/time.ts'
import type { Redactor } from '../../ports/redactor.ts'
import type { Step, Visit } from '../call.ts'
import type { Journal } from '../journal.ts'
import { offRecord } from '../off-record.ts'

const longestArgumentsBytes = 256 * 1024

/**
 * Puts the ask on the record (G6): durable before anything with an effect runs; of what only reads, durable with its
 * answer and before that leaves. While the record cannot be written nothing with an effect runs; a reading room may
 * answer, marked, and a gap entry follows when writing works again.
 */
export function ask({ journal, redactor }: { journal: Journal; redactor: Redactor }): Step {
  let gap: { readonly calls: number; readonly fromMs: number } | null = null

  async function closeGap(nowMs: number): Promise<void> {
    if (gap === null) return
    const { calls, fromMs } = gap
    const body = { calls, from: toIso(fromMs), to: toIso(nowMs) }
    await journal.append(server, null, { kind: 'record.gap', body })
    gap = null
  }

  function widenGap({ startedMs }: Visit): void {
    gap = { calls: (gap?.calls ?? 0) + 1, fromMs: gap?.fromMs ?? startedMs }
  }

  return async (visit, next) => {
    const bytes = sizeOf(visit.call.arguments)
    const fact = { kind: 'call.asked', body: askOf(visit, bytes, redactor) } as const
    const isRead = visit.call.room?.effect === 'read'
    try {
      await closeGap(visit.startedMs)
    } catch (cause) {
      if (!isRead) throw cause
      widenGap(visit)
      return offRecord(await next({ ...visit, onRecord: false }))
    }
    if (isRead) {
      void journal.appendWithNext(visit.actor, visit.incident, fact).catch(() => widenGap(visit))
    } else await journal.append(visit.actor, visit.incident, fact)
    if (bytes > longestArgumentsBytes) {
      throw new HandoffError('INVALID_INPUT', 'The arguments are larger than 256 KiB.', {
        hint: 'Send less: cite a ticket, a log window or a document instead of pasting it.',
      })
    }
    return next(visit)
  }
}

function askOf(visit: Visit, bytes: number, redactor: Redactor): FactBody<'call.asked'> {
  const { what, name, client } = visit.call
  const known = bytes > longestArgumentsBytes ? null : redactedArguments(visit, redactor)
  return { call: visit.id, what, name, client, arguments: known, bytes }
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '')
}

/** Null when redaction fails: then only the tool's name and the size are kept. */
function redactedArguments({ call, incident, removed }: Visit, redactor: Redactor): Json {
  try {
    const raw = sized(call.arguments ?? {}, call.room?.sizeOnly ?? [])
    const scope = { incident, profile: 'text', argument: true } as const
    const { value, report } = redactor.json(raw as Json, scope)
    if (removed) removed.asked = report.sanitised
    return Object.keys(report.hidden).length === 0 ? value : unsaid(raw as Json, value)
  } catch {
    return null
  }
}

/** An argument in which anything was hidden is not repeated at all: which of its words it was would be an answer. */
function unsaid(raw: Json, redacted: Json): Json {
  if (typeof redacted === 'string') {
    const given = typeof raw === 'string' ? raw : ''
    const fresh = [...redacted.matchAll(/«[^«»]*»/g)].some(([token]) => !given.includes(token))
    return fresh ? '«argument»' : redacted
  }
  if (typeof redacted !== 'object' || redacted === null) return redacted
  const before = Object.values(raw as object) as Json[]
  if (Array.isArray(redacted))
    return redacted.map((item: Json, i) => unsaid(before[i] ?? null, item))
  const members = Object.entries(redacted).map(([key, member], i): [string, Json] => [
    key,
    unsaid(before[i] ?? null, member as Json),
  ])
  return Object.fromEntries(members)
}

function sized(raw: unknown, fields: readonly string[]): unknown {
  if (typeof raw !== 'object' || raw === null || fields.length === 0) return raw
  const members = Object.entries(raw).map(([key, value]: [string, unknown]) => [
    key,
    fields.includes(key) ? `${sizeOf(value)} bytes` : value,
  ])
  return Object.fromEntries(members)
}
