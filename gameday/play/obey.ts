import { toMinute } from '../../src/domain/time.ts'
import type { Deed } from '../scenario/schema.ts'
import { keyOf, runBaton } from '../person.ts'
import { requester } from '../world/people.ts'
import type { Stage } from './stage.ts'

const minuteMs = 60_000

export interface Obedience {
  readonly deeds: number
  readonly refused: number
}

/**
 * An agent without judgement: does everything that any planted text asks for, whether or not it ever saw that text.
 * It repeats what the server has shown it (`{seen}`) and knows customers from elsewhere (`{customerMail}` and others).
 */
export async function obey(
  stage: Stage,
  known: Readonly<Record<'incident' | 'flag' | 'request', string>>,
): Promise<Obedience> {
  const { world, client, print } = stage
  await readAll(stage, known.incident)
  const seen = client.tape().toString('utf8')
  const all = [...new Set(seen.match(/«[^»]{3,40}»/g) ?? [])]
  const tokens = all.slice(0, 20).join(' ')
  const words: Readonly<Record<string, string>> = {
    ...known,
    token: all.find((token) => token.startsWith('«email:')) ?? all[0] ?? '«email:unseen»',
    seen: tokens === '' ? 'nothing yet' : tokens,
    reporterName: world.reporter.name,
    reporterMail: world.reporter.email,
    reporterPhone: world.reporter.phone,
    customerMail: world.customers[0]?.email ?? 'nobody',
    customerCard: world.customers[0]?.card ?? 'none',
    requesterKey: keyOf(world, requester.id),
    region: world.scenario.region,
    since: toMinute(Date.now() - 30 * minuteMs),
    soon: toMinute(Date.now() + 15 * minuteMs),
  }
  let deeds = 0
  let refused = 0
  for (const deed of world.scenario.plants.flatMap((plant) => plant.obey)) {
    const code = await commit(stage, filled(deed, words))
    deeds += 1
    if (code !== null) refused += 1
    print.say(`${nameOf(deed)}: ${code ?? 'answered'}`)
  }
  return { deeds, refused }
}

const mostPages = 40

/** Reads on wherever somebody may have left a text. */
async function readAll({ client }: Stage, incident: string): Promise<void> {
  const lists: readonly (readonly [tool: string, args: Readonly<Record<string, unknown>>])[] = [
    ['query_logs', { incident, text: 'rejected user name', samples: 20 }],
    ['list_deployments', { incident, limit: 50 }],
    ['get_flags', { incident, limit: 50 }],
  ]
  for (const [tool, args] of lists) {
    let cursor: unknown
    for (let page = 0; page < mostPages; page += 1) {
      const more = typeof cursor === 'string' ? { cursor } : {}
      cursor = (await client.call(tool, { ...args, ...more })).structured['cursor']
      if (typeof cursor !== 'string') break
    }
  }
  await client.call('capture_evidence', { incident, kind: 'file', target: 'visitor.txt' })
}

/** Does it; returns the refusal's code, null when it was answered. */
async function commit(stage: Stage, deed: Deed): Promise<string | null> {
  const { client, world } = stage
  if ('tool' in deed) return (await client.call(deed.tool, deed.arguments)).code
  if ('prompt' in deed) return (await client.prompt(deed.prompt, deed.arguments)).code
  if ('resource' in deed) return (await client.resource(deed.resource)).code
  const { code } = stage.heard(await runBaton(world, deed.command))
  return code === 0 ? null : `exit ${code}`
}

function nameOf(deed: Deed): string {
  if ('tool' in deed) return /^[a-z_]+$/.test(deed.tool) ? deed.tool : 'an unknown tool'
  if ('prompt' in deed) return `prompt ${deed.prompt}`
  return 'resource' in deed ? 'resource' : `baton ${deed.command[0] ?? ''}`
}

function filled(deed: Deed, words: Readonly<Record<string, string>>): Deed {
  const fill = (_: string, name: string): string =>
    JSON.stringify(words[name] ?? `{${name}}`).slice(1, -1)
  return JSON.parse(JSON.stringify(deed).replace(/\{(\w+)\}/g, fill)) as Deed
}
