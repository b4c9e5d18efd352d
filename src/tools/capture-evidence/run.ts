import { HandoffError } from '../../domain/error.ts'
import type { EvidenceKind } from '../../domain/facts/evidence.ts'
import { timeOrderedId } from '../../domain/id.ts'
import type { Incident } from '../../domain/incident.ts'
import { refuseClosed } from '../../domain/incident/closing.ts'
import { evidencePath } from '../../domain/incident/evidence.ts'
import { toIso } from '../../domain/time.ts'
import { untrusted } from '../../domain/untrusted.ts'
import type { Answer } from '../../domain/work.ts'
import type { RawEvidence } from '../../ports/evidence.ts'
import type { RecordContext } from '../tool.ts'
import { findChanges } from './changes.ts'
import { findDifference } from './difference.ts'
import { findFile } from './file.ts'
import { findFlag } from './flag.ts'
import type { Capture, Found } from './found.ts'
import type { Input } from './input.ts'
import { findLog } from './log.ts'
import type { Output } from './output.ts'

const mostItems = 200
const mostGaps = 10

const finders: Readonly<Record<EvidenceKind, (capture: Capture) => Promise<Found>>> = {
  log: findLog,
  changes: findChanges,
  difference: findDifference,
  flag: findFlag,
  file: findFile,
}

/**
 * Finds, keeps, reads back, and only then states: an item is on the record when its bytes lie there durably. Whatever fails
 * in between leaves at most a file that no answer and no document names.
 */
export async function runCapture(given: Input, context: RecordContext): Promise<Answer<Output>> {
  const incident = context.casebook.incident(given.incident)
  refuseClosed(incident)
  refuseTooMany(incident)
  const found = await finders[given.kind]({ given, incident, context })
  const evidence = `EV-${timeOrderedId(context.nowMs)}`
  const asOf = toIso(context.nowMs)
  const window = found.window && {
    from: toIso(found.window.fromMs),
    to: toIso(found.window.toMs),
  }
  const { query, region, source, total } = found
  const gaps = found.gaps.slice(0, mostGaps).map((gap) => ({ ...gap }))
  const head = { evidence, incident: incident.id, kind: given.kind, query, window, region, asOf }
  const raw = rawOf(found, { ...head, gaps })
  const { beginning, ...kept } = await context.evidence.keep(incident.id, evidence, raw)
  const body = {
    evidence,
    kind: given.kind,
    title: given.title ?? found.title,
    source,
    query,
    window,
    region,
    asOf,
    ...kept,
    total,
    cut: kept.cut || found.more,
    gaps,
  }
  await context.casebook.append(incident.id, { kind: 'evidence.captured', body })
  const structured = {
    ...body,
    incident: incident.id,
    title: untrusted('note', body.title),
    uri: `baton://${evidencePath(incident.id, evidence)}`,
    beginning: untrusted(given.kind, beginning),
  }
  return { structured }
}

function rawOf({ content }: Found, head: Extract<RawEvidence, { head: unknown }>['head']) {
  return 'text' in content ? content : { head: { ...head, ...content.about }, rows: content.rows }
}

function refuseTooMany({ evidence }: Incident): void {
  if (evidence.length < mostItems) return
  throw new HandoffError('CONFLICT', `The incident already holds ${mostItems} items of evidence.`, {
    hint: 'Cite one of them; get_document with path index lists the newest.',
  })
}
