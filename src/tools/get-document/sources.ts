import { HandoffError } from '../../domain/error.ts'
import type { Incident } from '../../domain/incident.ts'
import { canonicalJson } from '../../domain/json.ts'
import type { ReadContext } from '../tool.ts'

/** A document as found; `from` is `record` for what people and logs wrote, else the address it is served under. */
export interface Found {
  readonly from: string
  readonly text: string
  readonly incident?: string
}

const mostIncidents = 20
const longestEntry = 400

/** Every path that can be read, one a line with its title. */
export function indexOf(context: ReadContext): string {
  const { shelf, casebook } = context
  return [
    ...shelf.resources().map(({ path, title }) => `${path} - ${title}`),
    ...shelf.prompts().map(({ name, title }) => `prompts/${name} - ${title}`),
    ...casebook.incidents().slice(0, mostIncidents).flatMap(pathsOf),
  ].join('\n')
}

/** Finds by path: `prompts/NAME`, `incidents/ID/FILE`, `incidents/ID/record`, else a served document. Throws NOT_FOUND. */
export async function findDocument(path: string, context: ReadContext): Promise<Found> {
  const [kind, name = '', file, ...more] = path
    .replace(/^baton:\/\//, '')
    .replace(/^\/+/, '')
    .split('/')
  if (kind === 'prompts' && file === undefined)
    return promptText(name.replace(/\.md$/, ''), context)
  if (kind === 'incidents' && file !== undefined && more.length === 0) {
    return incidentText(context.casebook.incident(name), file, context)
  }
  return { from: 'shelf', text: await context.shelf.read(path) }
}

function promptText(name: string, { shelf }: ReadContext): Found {
  const prompt = shelf.prompts().find((each) => each.name === name)
  if (prompt) return { from: 'shelf', text: prompt.text }
  const names = shelf.prompts().map((each) => `prompts/${each.name}`)
  throw new HandoffError('NOT_FOUND', 'There is no prompt of that name.', {
    hint: `Prompts: ${names.join(', ')}.`,
  })
}

async function incidentText(
  incident: Incident,
  file: string,
  context: ReadContext,
): Promise<Found> {
  if (file === 'record') {
    return { from: 'record', text: recordText(incident, context), incident: incident.id }
  }
  const paths = pathsOf(incident)
  if (paths.includes(`incidents/${incident.id}/${file}`)) {
    const text = await context.knowledge.read(incident.id, file)
    return { from: 'record', text, incident: incident.id }
  }
  throw new HandoffError('NOT_FOUND', 'The incident has no document of that name.', {
    hint: `It has: ${paths.join(', ')}. render_packet makes the others.`,
  })
}

function pathsOf(incident: Incident): readonly string[] {
  const files = new Set(incident.documents.map(({ file }) => file))
  if (files.has('packet.md')) files.add('chart.svg')
  return [...files, 'record'].map((file) => `incidents/${incident.id}/${file}`)
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
