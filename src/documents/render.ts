import type { DocumentKind } from '../domain/facts/handoff.ts'
import type { Incident } from '../domain/incident.ts'
import { toMinute } from '../domain/time.ts'
import { provenance } from '../ports/shelf.ts'
import { fillTemplate } from './engine.ts'
import { holdsName, internalNames } from './customers.ts'
import { strangeEvidence } from './evidence.ts'
import { type LintIssue, lintMarkdown } from './lint.ts'
import type { Facts, RenderOptions } from './options.ts'
import { packetView } from './packet.ts'
import { reproductionView } from './reproduction.ts'
import { openMilestones, timelineRows } from './timeline.ts'
import { updateView } from './update.ts'
import { wrapupView } from './wrapup.ts'

/** What came out; a document with lint findings must not be stored. */
export interface RenderedDocument {
  readonly markdown: string
  readonly lint: readonly LintIssue[]
}

const views: Record<DocumentKind, (incident: Incident, facts: Facts) => object> = {
  timeline: timelineView,
  recipe: recipeView,
  packet: packetView,
  update: updateView,
  wrapup: wrapupView,
}

/** Folds the incident into the document's view, fills the template and lints the result. Throws INTERNAL for a broken template. */
export async function renderDocument(
  kind: DocumentKind,
  incident: Incident,
  options: RenderOptions,
): Promise<RenderedDocument> {
  const view = views[kind](incident, options)
  const filled = await fillTemplate(options.template, view, options.links)
  const markdown = `${filled}${footerOf(options)}`
  const found = await lintMarkdown(markdown, kind, options.links)
  const lint = [...found, ...strangeEvidence(markdown, incident)]
  return { markdown, lint: kind === 'update' ? [...lint, ...leaks(markdown, incident)] : lint }
}

/** Whose template made the document, when it is not ours; no template can leave it out. */
function footerOf({ ownTemplate }: RenderOptions): string {
  return ownTemplate === undefined
    ? ''
    : `\n---\n\nTemplate: ${provenance}, SHA-256 \`${ownTemplate.slice(0, 12)}\`.\n`
}

function timelineView(incident: Incident, facts: Facts): object {
  const timeline = timelineRows(incident, null)
  return {
    incident: incident.id,
    severity: incident.severity,
    asOf: toMinute(facts.nowMs),
    timeline,
    open: openMilestones(timeline),
  }
}

function recipeView(incident: Incident, facts: Facts): object {
  return {
    incident: incident.id,
    asOf: toMinute(facts.nowMs),
    ...reproductionView(incident, facts.environments),
  }
}

/** Internal names in the part for customers, whatever template made it. */
function leaks(markdown: string, incident: Incident): readonly LintIssue[] {
  const lines = markdown.split('\n')
  const from = lines.indexOf('## For customers')
  if (from < 0) return []
  const after = lines.findIndex((line, index) => index > from && line.startsWith('## '))
  const part = lines.slice(from + 1, after < 0 ? undefined : after)
  const names = internalNames(incident)
  return part.flatMap((line, index) =>
    holdsName(line, names)
      ? [
          {
            line: from + 2 + index,
            rule: 'BATON005/internal-names',
            message: 'Customer text holds an internal name',
          },
        ]
      : [],
  )
}
