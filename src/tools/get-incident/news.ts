import type { Entry } from '../../domain/entry.ts'
import { excerpt } from '../../domain/excerpt.ts'
import type { FactKind } from '../../domain/fact.ts'
import { fenced, type View } from '../../domain/fence.ts'
import type { Untrusted } from '../../domain/untrusted.ts'

const most = 12
const longest = 200
const plainId = /^(?:(?:REQ|INC|ASK)-[0-9A-Z]{4,20}|[\w-]{1,40}\.(?:md|svg))$/

/** Which field of an entry says what happened, by kind; the other kinds are no news. */
const headline: Partial<Record<FactKind, string>> = {
  'incident.opened': 'title',
  'incident.updated': 'reason',
  'incident.closed': 'resolution',
  'note.recorded': 'text',
  'ask.assigned': 'text',
  'ask.moved': 'ask',
  'finding.recorded': 'statement',
  'reproduction.recorded': 'actual',
  'evidence.captured': 'title',
  'change.proposed': 'target',
  'change.decided': 'reason',
  'change.withdrawn': 'request',
  'change.applying': 'request',
  'change.applied': 'request',
  'change.failed': 'reason',
  'change.unknown': 'reason',
  'document.rendered': 'file',
  'handoff.acknowledged': 'by',
  'glass.broken': 'reason',
  'glass.countersigned': 'reason',
  'glass.objected': 'reason',
  'severity.lowered': 'reason',
  'command.handed': 'reason',
  'escalation.sent': 'reason',
  'report.recorded': 'notes',
}

/** What the entries since the brief was last shown say, newest last, at most twelve lines. */
export function newsLines(
  entries: readonly Entry[],
): { at: string; kind: string; text: Untrusted }[] {
  return entries
    .filter(({ kind }) => kind in headline)
    .slice(-most)
    .map((entry) => ({
      at: entry.at,
      kind: kindOf(entry),
      text: excerpt('note', textOf(entry), longest),
    }))
}

/** What one item of the news says: an id or a file name in the line itself, any other text in a fence. */
export function newsText(text: Untrusted, view: View): string {
  if (text.text === '') return ''
  return plainId.test(text.text) ? ` ${text.text}` : `\n${fenced(view, text)}`
}

function kindOf(entry: Entry): string {
  const { type: said, decision, to } = entry.body ?? {}
  const type = said ?? decision ?? (entry.kind === 'ask.moved' ? to : undefined)
  return typeof type === 'string' ? `${entry.kind} ${type}` : entry.kind
}

function textOf(entry: Entry): string {
  const text = entry.body?.[headline[entry.kind] ?? '']
  return typeof text === 'string' ? text : ''
}
