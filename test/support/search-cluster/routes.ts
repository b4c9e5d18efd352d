import type { IncomingHttpHeaders } from 'node:http'

import type { ClusterSetup } from './cluster.ts'
import { type Held, typeOf } from './documents.ts'
import { upstreamText } from './faults.ts'
import { type SearchBody, searchHeld } from './searching.ts'

interface Told {
  readonly status: number
  readonly body: unknown
  readonly type?: string
}

export type Routes = (asked: {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
  readonly headers: IncomingHttpHeaders
}) => Told

type Handler = (match: RegExpExecArray, body: never, query: URLSearchParams) => Told

/** What the fake answers to each request that it knows. */
export function routes(setup: ClusterSetup): Routes {
  const { product, documents, forbidden = [], extra = [], polls = 0 } = setup
  const isElastic = product === 'elasticsearch'
  const views = new Map<string, readonly Held[]>()
  const used = new Map<string, number>()
  const running = new Map<string, { left: number; body: object }>()
  const shards = {
    total: 2,
    failed: 0,
    timedOut: false,
    terminatedEarly: false,
    across: setup.across,
    ...setup.shards,
  }
  const table: readonly (readonly [RegExp, Handler])[] = [
    [/^GET \/$/, () => ok(infoOf(setup))],
    [/^GET \/_resolve\/index\/(.+)$/, ([, name]) => resolved(setup, name!)],
    [
      /^(?:POST|GET) \/([^/_][^/]*)\/_field_caps$/,
      ([, names], body: { fields: string[] }, query) =>
        within(names!, (held) =>
          ok(capsOf(setup, held, body?.fields ?? query.get('fields')!.split(','))),
        ),
    ],
    [
      /^POST \/([^/_][^/]*)\/(?:_pit|_search\/point_in_time)$/,
      ([, names]) =>
        within(names!, (held) => {
          const id = `view-${views.size}-${'x'.repeat(40)}`
          views.set(id, held)
          return ok(
            isElastic
              ? { id, _shards: counted(2) }
              : { pit_id: id, creation_time: 1, _shards: counted(2) },
          )
        }),
    ],
    [
      /^DELETE \/(?:_pit|_search\/point_in_time)$/,
      (_, body: { id?: string; pit_id?: string[] }) => {
        const closed = views.delete(body.id ?? body.pit_id?.[0] ?? '')
        return closed ? ok({ succeeded: true, num_freed: 2 }) : refused(404)
      },
    ],
    [
      /^POST (?:\/([^/_][^/]*))?\/_search$/,
      ([, names], body: SearchBody) => {
        if (names !== undefined) return within(names, (held) => ok(searchHeld(body, held, shards)))
        const held = views.get(body.pit?.id ?? '')
        if (!held) return refused(404)
        // As a server may, it names the view anew each time; an old name is good for a few searches more.
        const { id } = body.pit!
        const renewed = `${id}y`
        const times = (used.get(id) ?? 0) + 1
        used.set(id, times)
        if (times === 4) views.delete(id)
        views.set(renewed, held)
        return ok({ pit_id: renewed, ...searchHeld(body, held, shards) })
      },
    ],
    [
      /^POST (?:\/([^/_][^/]*))?\/(?:_async_search|_plugins\/_asynchronous_search)$/,
      ([, names], body: SearchBody, query) =>
        within(names ?? query.get('index')!, (held) => {
          const whole = searchHeld(body, held, shards)
          if (polls === 0) return ok(asyncAnswer(isElastic, null, whole))
          const id = `async-${running.size}`
          running.set(id, { left: polls, body: whole })
          return ok(asyncAnswer(isElastic, id, partial(whole)))
        }),
    ],
    [
      /^(GET|DELETE) \/(?:_async_search|_plugins\/_asynchronous_search)\/(.+)$/,
      ([, verb, id]) => {
        const one = running.get(id!)
        if (!one) return refused(404)
        if (verb === 'DELETE') {
          running.delete(id!)
          return ok({ acknowledged: true })
        }
        one.left--
        return ok(
          one.left > 0
            ? asyncAnswer(isElastic, id!, partial(one.body))
            : asyncAnswer(isElastic, null, one.body),
        )
      },
    ],
    [
      /^POST \/_security\/user\/_has_privileges$/,
      (_, body: Privileges) =>
        setup.unguarded === true || !isElastic ? refused(400) : ok(privilegesOf(body, extra)),
    ],
    [
      /^GET \/_plugins\/_security\/authinfo$/,
      () =>
        setup.unguarded === true || isElastic
          ? refused(400)
          : ok({ user_name: 'reader', roles: extra.length > 0 ? ['all_access'] : ['logs_reader'] }),
    ],
  ]
  /** Documents behind these names; a name that may not be read refuses them all. */
  function within(names: string, then: (held: readonly Held[]) => Told): Told {
    const wanted = names.split(',')
    if (wanted.some((name) => forbidden.includes(name))) return refused(403)
    return then(documents.filter(({ index }) => wanted.some((name) => covers(setup, name, index))))
  }
  return ({ method, path, query, body, headers }) => {
    const type = typeFor(setup, headers)
    if (type === undefined) return refused(406)
    for (const [pattern, handle] of table) {
      const match = pattern.exec(`${method} ${path}`)
      if (match) return { type, ...handle(match, body as never, query) }
    }
    return refused(400)
  }
}

interface Privileges {
  readonly cluster: readonly string[]
  readonly index: readonly {
    readonly names: readonly string[]
    readonly privileges: readonly string[]
  }[]
}

function privilegesOf({ cluster, index }: Privileges, extra: readonly string[]): object {
  const held = (all: readonly string[]): object =>
    Object.fromEntries(all.map((one) => [one, extra.includes(one)]))
  return {
    username: 'reader',
    has_all_requested: false,
    cluster: held(cluster),
    index: Object.fromEntries(
      index.flatMap(({ names, privileges }) => names.map((name) => [name, held(privileges)])),
    ),
    application: {},
  }
}

function ok(body: unknown): Told {
  return { status: 200, body }
}

function refused(status: number): Told {
  return { status, body: { error: { type: 'exception', reason: upstreamText }, status } }
}

/** The type of the answer; undefined for a client that asks for a version which the server does not speak. */
function typeFor(
  { product, version }: ClusterSetup,
  headers: IncomingHttpHeaders,
): string | undefined {
  const wanted = /compatible-with=(\d+)/.exec(headers.accept ?? '')?.[1]
  if (product !== 'elasticsearch' || wanted === undefined) return 'application/json'
  const major = Number.parseInt(version, 10)
  return Number(wanted) <= major && Number(wanted) >= major - 1
    ? `application/vnd.elasticsearch+json;compatible-with=${wanted}`
    : undefined
}

function infoOf({ product, version, flavor = 'default' }: ClusterSetup): object {
  const number = {
    number: version,
    build_flavor: flavor,
    build_type: 'docker',
    build_hash: 'x',
    build_date: '2026-01-01T00:00:00.000Z',
    build_snapshot: false,
    lucene_version: '10.0.0',
    minimum_wire_compatibility_version: '8.18.0',
    minimum_index_compatibility_version: '8.0.0',
  }
  const common = { name: 'node', cluster_name: 'logs', cluster_uuid: 'u' }
  return product === 'elasticsearch'
    ? { ...common, version: number, tagline: 'You Know, for Search' }
    : {
        ...common,
        version: { distribution: 'opensearch', ...number },
        tagline: 'The OpenSearch Project: https://opensearch.org/',
      }
}

function counted(total: number): object {
  return { total, successful: total, skipped: 0, failed: 0 }
}

function covers({ aliases = {} }: ClusterSetup, name: string, index: string): boolean {
  const pattern = new RegExp(`^${name.replaceAll('.', '\\.').replaceAll('*', '.*')}$`)
  return pattern.test(index) || pattern.test(aliases[index] ?? '\0')
}

function resolved(setup: ClusterSetup, name: string): Told {
  const { documents, aliases = {}, forbidden = [] } = setup
  const there = [...new Set([...documents.map(({ index }) => index), ...forbidden])]
  const found = there.filter((index) => covers(setup, name, index))
  if (found.length === 0 && !name.includes('*')) return refused(404)
  const streams = found.filter((index) => index in aliases)
  return ok({
    indices: found
      .filter((index) => !(index in aliases))
      .map((index) => ({ name: index, attributes: ['open'] })),
    aliases: [],
    data_streams: streams.map((index) => ({
      name: aliases[index],
      backing_indices: [index],
      timestamp_field: '@timestamp',
    })),
  })
}

function capsOf(
  { types = {} }: ClusterSetup,
  held: readonly Held[],
  wanted: readonly string[],
): object {
  const known = new Map<string, readonly unknown[]>()
  for (const { fields } of held) for (const [name, values] of fields) known.set(name, values)
  const found = wanted.flatMap((name) => {
    const values = known.get(name)
    const bare = name.replace(/\.keyword$/, '')
    const isSub = bare !== name && types[bare] === 'text+keyword'
    if ((values === undefined && !isSub) || types[name] === null) return []
    const type = isSub ? 'keyword' : (types[name] ?? typeOf(name, values ?? [])).replace(/\+.*/, '')
    const aggregatable = !['text', 'match_only_text'].includes(type)
    return [[name, { [type]: { type, metadata_field: false, searchable: true, aggregatable } }]]
  })
  return {
    indices: [...new Set(held.map(({ index }) => index))],
    fields: Object.fromEntries(found) as object,
  }
}

/** What is there while one of the shards still works. */
function partial(whole: object): object {
  const shards = { total: 2, successful: 1, skipped: 0, failed: 0 }
  return { ...whole, _shards: shards }
}

function asyncAnswer(isElastic: boolean, id: string | null, response: object): object {
  const running = id !== null
  const times = { start_time_in_millis: 1, expiration_time_in_millis: 2 }
  return isElastic
    ? { ...(id !== null && { id }), is_partial: running, is_running: running, ...times, response }
    : { ...(id !== null && { id }), state: running ? 'RUNNING' : 'SUCCEEDED', ...times, response }
}
