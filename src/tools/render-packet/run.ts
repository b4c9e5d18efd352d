import { errorRateChart } from '../../documents/chart.ts'
import { type LintIssue, lintMarkdown } from '../../documents/lint.ts'
import { marksOf } from '../../documents/marks.ts'
import { missingFor } from '../../documents/missing.ts'
import type { RenderOptions } from '../../documents/options.ts'
import { renderDocument } from '../../documents/render.ts'
import { HandoffError } from '../../domain/error.ts'
import type { DocumentKind } from '../../domain/facts/handoff.ts'
import type { Incident } from '../../domain/incident.ts'
import { sha256 } from '../../domain/json.ts'
import type { Audience } from '../../domain/publication.ts'
import { toIso } from '../../domain/time.ts'
import { untrusted } from '../../domain/untrusted.ts'
import type { Answer } from '../../domain/work.ts'
import type { RecordContext } from '../../ports/context.ts'
import { announcePacket } from './announce.ts'
import { faultsOf } from './evidence.ts'
import { cutAtLine } from './cut-at-line.ts'
import type { Output } from './output.ts'
import { type Series, seriesOf } from '../shared/series.ts'

interface Given {
  readonly incident: string
  readonly document: DocumentKind
  readonly audience?: Audience | undefined
}

const mostCharacters = 4_000

/** Makes a document from the record, lints it before and after it is stored, and announces a packet. Throws INCOMPLETE. */
export async function runRenderPacket(
  { incident: id, document, audience }: Given,
  context: RecordContext,
): Promise<Answer<Output>> {
  const incident = context.casebook.incident(id)
  refuseIncomplete(document, incident, context.nowMs)
  context.progress(1, 4, 'Counting errors')
  const series = await seriesOf(incident, context)
  const chart = document === 'packet' ? await storeChart(incident, series, context) : null
  context.progress(2, 4, 'Rendering and linting')
  const checkpoint = document === 'packet' ? context.casebook.checkpoint() : null
  const { markdown, lint } = await renderDocument(document, incident, {
    nowMs: context.nowMs,
    services: context.services,
    environments: context.environments,
    phases: series.phases,
    gaps: series.gaps,
    mttrMs: context.mttrMs,
    links: context.links,
    location: lastPart(context.knowledge.location),
    ...templateOf(document, context),
    ...(document === 'packet' && { evidenceFaults: await faultsOf(incident, context) }),
    checkpoint,
    ...(chart !== null && { chart }),
    ...(audience !== undefined && { audience }),
  } satisfies RenderOptions)
  refuseUnlinted(document, lint)
  context.progress(3, 4, 'Storing')
  const file = `${document}.md`
  const reference = await context.knowledge.store(id, file, markdown)
  const stored = await context.knowledge.read(id, file)
  refuseUnlinted(document, await lintMarkdown(stored, document, context.links))
  const body = {
    document,
    file,
    sha256: sha256(stored),
    bytes: Buffer.byteLength(stored),
    asOf: toIso(context.nowMs),
  }
  await context.casebook.append(id, { kind: 'document.rendered', body })
  const ready = { reference, sha256: body.sha256 }
  const { told, notTold } =
    document === 'packet'
      ? await announcePacket(incident, ready, context)
      : { told: [], notTold: [] }
  context.progress(4, 4, 'Done')
  return {
    structured: {
      ...body,
      incident: id,
      file: reference,
      lint: 'clean' as const,
      checkpoint: checkpointState(stored, checkpoint),
      chart,
      told: [...told],
      notTold: [...notTold],
      nextUpdateDue: incident.resolvedAt === null ? incident.nextUpdateDue : null,
      markdown: untrusted('record', cutAtLine(stored, mostCharacters)),
      truncated: stored.length > mostCharacters,
    },
  }
}

function refuseIncomplete(document: DocumentKind, incident: Incident, nowMs: number): void {
  const missing = missingFor(document, incident, nowMs)
  const [first] = missing
  if (!first) return
  const things = missing.length === 1 ? 'one thing is' : `${missing.length} things are`
  throw new HandoffError('INCOMPLETE', `The ${document} is not complete: ${things} missing.`, {
    hint: `First: ${first.what}. ${first.how}`,
    rule: 'G7',
    data: { missing },
  })
}

function refuseUnlinted(document: DocumentKind, lint: readonly LintIssue[]): void {
  const [first] = lint
  if (!first) return
  throw new HandoffError('INCOMPLETE', `The ${document} does not pass the lint.`, {
    hint: `Line ${first.line}: rule ${first.rule}. A person checks the template of this document in the content folder.`,
    rule: 'G7',
    data: { missing: [], lint: lint.slice(0, 10).map(({ line, rule }) => ({ line, rule })) },
  })
}

function templateOf(
  document: DocumentKind,
  context: RecordContext,
): Pick<RenderOptions, 'template' | 'ownTemplate'> {
  const item = context.shelf.item(`templates/${document}`)
  if (item) return { template: item.text, ...(item.overridden && { ownTemplate: item.sha256 }) }
  throw new HandoffError('NOT_FOUND', 'The template of this document is not there.', {
    hint: 'A person checks the installation: resources/templates is missing.',
  })
}

async function storeChart(
  incident: Incident,
  series: Series,
  context: RecordContext,
): Promise<string | null> {
  const title = `Error rate of ${incident.services.join(', ') || 'the service'}, ${incident.regions.join(', ')}, ${incident.id}`
  const svg = await errorRateChart({ title, marks: marksOf(incident), ...series })
  if (svg === undefined) return null
  await context.knowledge.store(incident.id, 'chart.svg', svg)
  return 'chart.svg'
}

/** A place may be named by its path; machines differ, so only its last part is printed. */
function lastPart(location: string): string {
  return location.split(/[\\/]/).findLast((part) => part !== '') ?? ''
}

function checkpointState(stored: string, checkpoint: string | null): 'intact' | 'altered' | 'none' {
  if (checkpoint === null) return 'none'
  return stored.includes(checkpoint.trimEnd()) ? 'intact' : 'altered'
}
