import { fileURLToPath } from 'node:url'

import { localShelf } from '../../src/adapters/local-shelf/shelf.ts'
import { HandoffError } from '../../src/domain/error.ts'
import type { Fact } from '../../src/domain/fact.ts'
import type { Incident } from '../../src/domain/incident.ts'
import type { RecordContext } from '../../src/ports/context.ts'
import type { Message } from '../../src/ports/messages.ts'
import { noEvidenceFiles, noSettings } from '../../src/ports/unconfigured.ts'
import { checkpoint, startMs } from '../documents/case.ts'

const root = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url))

export const shelf = localShelf({
  roots: { resources: root('resources'), prompts: root('prompts') },
})

/** What a tool did in a test. */
export interface Done {
  readonly files: Map<string, string>
  readonly facts: Fact[]
  readonly messages: Message[]
  readonly comments: string[]
}

/** A context over one incident that keeps what was done; `store` may change a text on its way, as the redactor does. */
export function stage(
  incident: Incident,
  more: { store?: (text: string) => string; broken?: boolean } & Partial<RecordContext> = {},
): { context: RecordContext; done: Done } {
  const { store = (text: string) => text, broken = false, ...rest } = more
  const done: Done = { files: new Map(), facts: [], messages: [], comments: [] }
  const known = (id: string): Incident => {
    if (id === incident.id) return incident
    throw new HandoffError('NOT_FOUND', 'No such incident.')
  }
  const entry = {
    seq: 99,
    id: 'e99',
    at: incident.openedAt,
    actor: { id: 'maria', kind: 'agent' },
  } as const
  const context: RecordContext = {
    nowMs: startMs + 25 * 60_000,
    card: () => Promise.reject(new Error()),
    shown: (_incident, text) => text,
    isPersonal: () => false,
    said: (_incident, text) => text,
    signal: new AbortController().signal,
    requester: { id: 'maria', name: 'Maria' },
    logs: { search: () => Promise.reject(new Error('down')), check: () => Promise.resolve([]) },
    changes: {
      changes: () => Promise.resolve({ changes: [], sources: [], gaps: [] }),
      difference: () => Promise.resolve(null),
      check: () => Promise.resolve([]),
    },
    flags: {
      environments: () => Promise.resolve([]),
      read: () => Promise.reject(new Error()),
      list: () => Promise.resolve([]),
    },
    files: noEvidenceFiles,
    settings: noSettings,
    evidence: { keep: () => Promise.reject(new Error('no evidence is kept here')) },
    tickets: { read: () => Promise.reject(new Error()) },
    casebook: {
      incidents: () => [incident],
      incident: known,
      request: () => incident.requests[0]!,
      entries: () => [
        { ...entry, incident: incident.id, kind: 'incident.opened', body: { title: 'x | y' } },
      ],
      checkpoint: () => checkpoint,
      append(id, fact) {
        done.facts.push(fact)
        return Promise.resolve({ ...entry, incident: id, kind: fact.kind, body: null })
      },
      report: () => Promise.reject(new Error('nobody tells here')),
      newIncidentId: () => 'INC-NEW',
    },
    knowledge: {
      location: 'knowledge',
      store(id, file, text) {
        done.files.set(file, store(text))
        return Promise.resolve(`${id}/${file}`)
      },
      read(_, file) {
        const text = done.files.get(file)
        return text === undefined
          ? Promise.reject(new HandoffError('NOT_FOUND', 'No such file.'))
          : Promise.resolve(text)
      },
    },
    messages: {
      send(message) {
        if (broken) return Promise.reject(new Error('down'))
        done.messages.push(message)
        return Promise.resolve('m1')
      },
    },
    ticketDesk: {
      comment(id, heading, text) {
        if (broken) return Promise.reject(new Error('down'))
        done.comments.push(`${id}\n${heading}\n${text}`)
        return Promise.resolve('c1')
      },
    },
    publications: { published: () => Promise.resolve([]) },
    channels: { customers: 'outbox', executive: 'outbox', internal: 'outbox' },
    hidden: () => [],
    shelf,
    services: [],
    environments: [],
    links: ['github.com'],
    mttrMs: { SEV1: 14_400_000, SEV2: 28_800_000, SEV3: 259_200_000, SEV4: 604_800_000 },
    trust: () => ({ digest: '', people: [], rota: [], matrix: [], policies: {} }),
    progress: () => undefined,
    resolve: (_, argument) => argument,
    learn: () => undefined,
    ...rest,
  }
  return { context, done }
}
