import { HandoffError } from '../../domain/error.ts'
import type { Incident } from '../../domain/incident.ts'
import { canonicalJson } from '../../domain/json.ts'
import { provenance } from '../../ports/shelf.ts'
import type { ReadContext } from '../tool.ts'
import { briefText } from './brief.ts'
import { evidenceText } from './evidence.ts'
import { incidentLines, pathsOf } from './paths.ts'

/** A document as found; `from` is `record` for what people and logs wrote, else the address it is served under. */
export interface Found {
  readonly from: string
  readonly text: string
  readonly incident?: string
  /** Where the text comes from when it is not ours, in words. */
  readonly provenance?: string
}

const mostIncidents = 20
const longestEntry = 400

/** Every path that can be read, one a line with its title and whose it is. */
export function indexOf({ shelf, casebook }: ReadContext): string {
  return [
    ...shelf.resources().map(({ path, ...item }) => `${path} - ${titleOf(item)}`),
    ...shelf.prompts().map(({ name, ...item }) => `prompts/${name} - ${titleOf(item)}`),
    ...casebook.incidents().slice(0, mostIncidents).flatMap(incidentLines),
  ].join('\n')
}

function titleOf({ title, overridden }: { title: string; overridden: boolean }): string {
  return overridden ? `${title} (${provenance})` : title
}

/**
 * Finds by path: `prompts/NAME`, `incidents/ID`, `incidents/ID/FILE`, `incidents/ID/record`, `incidents/ID/evidence/EV-...`,
 * else a served document. Throws NOT_FOUND, and CONFLICT for evidence that is not what was captured.
 */
export async function findDocument(path: string, context: ReadContext): Promise<Found> {
  const [kind, name = '', file, item, ...more] = path
    .replace(/^baton:\/\//, '')
    .replace(/^\/+/, '')
    .split('/')
  if (kind === 'prompts' && file === undefined)
    return promptText(name.replace(/\.md$/, ''), context)
  if (kind === 'incidents' && name !== '' && more.length === 0) {
    const incident = context.casebook.incident(name)
    const text = await incidentText(incident, file, item, context)
    return { from: 'record', text, incident: incident.id }
  }
  const text = await context.shelf.read(path)
  return { from: 'shelf', text, ...provenanceOf(context.shelf.item(path)) }
}

function provenanceOf(item: { readonly overridden: boolean } | undefined): Partial<Found> {
  return item?.overridden === true ? { provenance } : {}
}

function promptText(name: string, { shelf }: ReadContext): Found {
  const prompt = shelf.prompts().find((each) => each.name === name)
  if (prompt) return { from: 'shelf', text: prompt.text, ...provenanceOf(prompt) }
  const names = shelf.prompts().map((each) => `prompts/${each.name}`)
  throw new HandoffError('NOT_FOUND', 'There is no prompt of that name.', {
    hint: `Prompts: ${names.join(', ')}.`,
  })
}

async function incidentText(
  incident: Incident,
  file: string | undefined,
  item: string | undefined,
  context: ReadContext,
): Promise<string> {
  if (file === undefined) return briefText(incident, context)
  if (file === 'evidence' && item !== undefined) return evidenceText(incident, item, context)
  if (file === 'record' && item === undefined) return recordText(incident, context)
  const paths = pathsOf(incident)
  if (item === undefined && file !== '' && paths.includes(`incidents/${incident.id}/${file}`)) {
    return context.knowledge.read(incident.id, file)
  }
  throw new HandoffError('NOT_FOUND', 'The incident has no document of that name.', {
    hint: `It has: ${paths.join(', ')}. render_packet makes the others.`,
  })
}

function recordText(incident: Incident, { casebook }: ReadContext): string {
  return casebook
    .entries(incident.id)
    .map(({ seq, at, kind, actor, body }) => {
      const said = body === null ? 'its body is missing: run baton verify' : canonicalJson(body)
      return `${seq} ${at} ${kind} ${actor.kind} ${actor.id} ${said.slice(0, longestEntry)}`
    })
    .join('\n')
}
