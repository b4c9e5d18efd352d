import type { Incident } from '../domain/incident.ts'
import { pathsOf } from '../tools/get-document/paths.ts'

const scheme = 'baton://'
const mostIncidents = 20
const mostListed = 200

/** The fixed catalogue of addresses with a part to fill in. */
export const templates = [
  {
    uriTemplate: 'baton://incidents/{incident}',
    name: 'incident',
    title: 'Incident brief',
    description: 'Where an incident stands, what is pending, what there is to read',
    mimeType: 'text/plain',
  },
  {
    uriTemplate: 'baton://incidents/{incident}/{document}',
    name: 'incident-document',
    title: 'Rendered incident document',
    description: 'A stored document of an incident, such as packet.md, or its record',
  },
  {
    uriTemplate: 'baton://incidents/{incident}/evidence/{evidence}',
    name: 'incident-evidence',
    title: 'Evidence item',
    description: 'One captured item of evidence with its source and digest',
  },
] as const

export function uriOf(path: string): string {
  return `${scheme}${path}`
}

export function pathOf(uri: string): string {
  return uri.startsWith(scheme) ? uri.slice(scheme.length) : uri
}

/** The incident that an address of the catalogue names; undefined for any other address. */
export function incidentOf(uri: string): string | undefined {
  const names = /^baton:\/\/incidents\/([\w-]+)(?:\/[\w.-]+|\/evidence\/[\w.-]+)?$/.exec(uri)
  return names?.[1]
}

export function mimeTypeOf(path: string): string {
  if (path.endsWith('.svg')) return 'image/svg+xml'
  return path.startsWith('incidents/') && !path.endsWith('.md') ? 'text/plain' : 'text/markdown'
}

/** The documents of an incident that can be read, by their names. */
export function filesOf(incident: Incident): readonly string[] {
  const files = pathsOf(incident).map((path) => path.split('/'))
  return files.flatMap(([, , file, item]) =>
    file === undefined || file === 'record' || item !== undefined ? [] : [file],
  )
}

/** What is listed of incidents: everything there is to read of the newest ones, under no word that anybody wrote. */
export function incidentResources(incidents: readonly Incident[]) {
  const paths = incidents.slice(0, mostIncidents).flatMap((incident) => pathsOf(incident))
  return paths.slice(0, mostListed).map((path) => ({
    uri: uriOf(path),
    name: path,
    title: titleOf(path),
    mimeType: mimeTypeOf(path),
  }))
}

function titleOf(path: string): string {
  const [, incident = '', file = 'brief', item] = path.split('/')
  return `${item === undefined ? file : `Evidence ${item}`} of ${incident}`
}
