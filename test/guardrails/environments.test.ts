import { afterEach, expect, test } from 'vitest'

import { type Canary, isWord, makeCanaries, survivors } from '../support/canaries.ts'
import { type Door, openDoor } from '../support/door.ts'
import { faultsOf } from '../support/fences.ts'
import { openIncident } from '../support/incident.ts'
import { ownTexts, plantedFor } from '../support/planted.ts'
import { type World, makeWorld } from '../support/world.ts'

let world: World
let door: Door

afterEach(async () => {
  await door.close()
  world.remove()
})

const kinds = ['a.env', 'b.properties', 'c.ini', 'd.toml', 'e.yaml', 'f.json'] as const

const environment = (name: string) => ({
  name,
  production: name === 'production',
  regions: ['eu-west-1'],
  configuration: [
    { service: 'auth', files: [`settings/${name}/*.*`] },
    { service: 'billing', listing: `settings/${name}.txt` },
  ],
})

async function open(): Promise<string> {
  world = makeWorld({
    config: { environments: [environment('production'), environment('staging')] },
  })
  for (const name of ['production', 'staging']) {
    world.write(`settings/${name}.txt`, 'A=1\n')
    world.write(`settings/${name}/a.env`, 'A=1\n')
  }
  door = await openDoor(world)
  return openIncident(door)
}

/** Every page, with what is wrong with each. */
async function pages(incident: string): Promise<readonly string[]> {
  const faults: string[] = []
  let cursor: unknown
  do {
    const reply = await door.call('compare_environments', {
      incident,
      about: 'setting',
      limit: 50,
      ...(typeof cursor === 'string' && { cursor }),
    })
    expect(reply.isError, reply.text).toBe(false)
    faults.push(...faultsOf(reply))
    expect(reply.structured['total']).toBeGreaterThan(20)
    cursor = reply.structured['cursor']
  } while (typeof cursor === 'string')
  return faults
}

/** A file of that kind that sets these values. */
function fileOf(kind: string, values: readonly (readonly [string, string])[]): string {
  if (kind.endsWith('.json')) return JSON.stringify(Object.fromEntries(values))
  const quoted = kind.endsWith('.properties')
    ? (value: string) => value.replaceAll('\n', '\\\n')
    : (value: string) => JSON.stringify(value)
  const sign = kind.endsWith('.yaml') ? ': ' : '='
  return values.map(([name, value]) => `${name}${sign}${quoted(value)}`).join('\n')
}

test('G1: no customer value and no secret that stands in a settings file is ever seen, whatever its kind', async () => {
  const incident = await open()
  const byClass = Map.groupBy(makeCanaries(3_000), (canary) => canary.class)
  const planted = [...byClass.values()].flatMap((all) => all.slice(0, 2))
  expect(byClass.size).toBeGreaterThan(20)
  for (const [at, kind] of kinds.entries()) {
    const values = planted.map(({ value }, i) => [`S${at}_${i}`, value] as const)
    world.write(`settings/production/${kind}`, fileOf(kind, values))
    // The other side has the value of its neighbour, so that every second one differs.
    const other = planted.map((_, i) => [`S${at}_${i}`, planted[i - (i % 2)]!.value] as const)
    world.write(`settings/staging/${kind}`, fileOf(kind, other))
  }
  const listed = planted.filter(isWord).map(({ value }, i) => `L_${i}=${value}`)
  world.write('settings/production.txt', listed.join('\n'))
  world.write(
    'settings/production/names.json',
    JSON.stringify(Object.fromEntries(planted.map(({ value }) => [value, '1']))),
  )
  expect(await pages(incident)).toEqual([])
  const found = survivors(planted, door.received.join('\n'))
  expect(found.map((canary: Canary) => `${canary.class} ${canary.value}`)).toEqual([])
})

test('G11: hostile names and values of settings move no fence and stand in no prose', async () => {
  const incident = await open()
  const hostile = plantedFor('setting', ownTexts)
  const values = hostile.flatMap(({ text, slug }, i) => [
    [text, slug] as const,
    [slug, text] as const,
    [`M_${i}`, text] as const,
  ])
  world.write('settings/production/evil.json', fileOf('evil.json', values))
  world.write(
    'settings/staging/evil.yaml',
    values.map(([name], i) => `${JSON.stringify(name)}: ${i}`).join('\n'),
  )
  expect(await pages(incident)).toEqual([])
})
