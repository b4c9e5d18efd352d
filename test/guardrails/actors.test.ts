import { expect, test } from 'vitest'

import { toIso } from '../../src/domain/time.ts'
import { openDoor } from '../support/door.ts'
import { makeWorld, onsetMs } from '../support/world.ts'

/** Whoever makes or approves a change here is nobody of the configuration. */
const strangers = [
  'octocat',
  'rquayle',
  'Rosalind Quayle',
  'r.quayle@customer.example',
  'Balthasar Ormonde <b.ormonde@customer.example>',
  '4711+hubot-fan@users.noreply.github.com',
  'Jenkins Winterbottom',
  'deploy-philippa',
  'zoë_kim',
  'dé',
]
const clear =
  /octocat|quayle|rosalind|ormonde|balthasar|hubot-fan|winterbottom|philippa|zoë_kim|"dé"/i

const feed = [...strangers, 'lee', 'noor', 'ci', 'renovate[bot]'].map((actor, i) => ({
  id: `change-${i}`,
  kind: i % 2 === 0 ? 'flag' : 'deployment',
  service: 'auth',
  target: 'new-token-validator',
  environment: 'production',
  region: 'eu-west-1',
  version: `new-token-validator@${i}`,
  startedAt: toIso(onsetMs - (i + 1) * 60_000),
  state: 'success',
  actor,
  approvedBy: [strangers[(i + 1) % strangers.length], 'noor'],
  notes: `merged from ${actor}/fix`,
}))

test('G1: who made or approved a change goes by name only when the trust folder names them, on every path', async () => {
  const world = makeWorld()
  world.write('deployments.ndjson', feed.map((line) => JSON.stringify(line)).join('\n'))
  const door = await openDoor(world)
  try {
    const opened = await door.call('open_incident', { ticket: 'SUP-1042' })
    const incident = String(opened.structured['incident'])
    const onset = toIso(onsetMs)
    const within = { from: toIso(onsetMs - 3_600_000), to: toIso(onsetMs + 60_000), onset }
    for (const about of [{}, { incident }]) {
      const { structured } = await door.call('list_deployments', { ...about, ...within, limit: 50 })
      const rows = structured['changes'] as { id: string; actor: unknown; approvedBy: unknown[] }[]
      expect(rows).toHaveLength(feed.length)
      for (const { id, actor, approvedBy } of rows) {
        const own = feed.find((line) => line.id === id)!.actor
        const isNamed = !strangers.includes(own) && /^[a-z]+$/.test(own)
        expect(actor, own).toEqual(
          isNamed ? own : expect.toSatisfy((shown) => /«|renovate/.test(JSON.stringify(shown))),
        )
        expect(approvedBy[1]).toBe('noor')
        expect(approvedBy[0]).toMatch(/^«\w+:\w{16}»$/)
      }
      expect(rows.find(({ id }) => id === 'change-0')!.actor).toMatch(/^«user:\w{16}»$/)
    }
    for (const [tool, more] of [
      ['list_deployments', {}],
      ['get_flags', { flag: 'new-token-validator' }],
      ['capture_evidence', { kind: 'changes', from: within.from, to: within.to }],
      ['get_incident', {}],
      ['render_packet', { document: 'timeline' }],
    ] as const) {
      await door.call(tool, { incident, ...more })
    }
    await door.call('get_document', { path: `incidents/${incident}/record` })
    expect(clear.exec(door.received.join('\n'))?.[0]).toBeUndefined()
    expect(door.received.join('\n')).toContain('renovate[bot]')
  } finally {
    await door.close()
    world.remove()
  }
})

test('G1: where the trust folder cannot be read nobody goes by name but whoever asks', async () => {
  const world = makeWorld()
  world.write('deployments.ndjson', JSON.stringify({ ...feed[0], actor: 'noor' }))
  world.write('trust/people.yaml', 'people: [')
  const door = await openDoor(world)
  try {
    const { structured } = await door.call('list_deployments', { to: toIso(onsetMs + 60_000) })
    const [row] = structured['changes'] as { actor: string }[]
    expect(row!.actor).toMatch(/^«user:\w{16}»$/)
  } finally {
    await door.close()
    world.remove()
  }
})
