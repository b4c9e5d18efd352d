import { execFileSync } from 'node:child_process'

import { expect, test } from 'vitest'

import { toIso } from '../../src/domain/time.ts'
import { openDoor } from '../support/door.ts'
import { makeWorld, onsetMs, startMs } from '../support/world.ts'

const ticket = `---
id: SUP-1042
title: Logins fail for Rosalind Quayle
reporter: { name: Rosalind Quayle, email: rosalind.quayle@customer.example, phone: "+44 20 7946 0958" }
customer: Quayle Instruments
service: auth
region: eu-west-1
createdAt: ${toIso(onsetMs + 300_000)}
---

quayle here. Ring (020) 79460958. R. Quayle
`

/** Log lines whose fields name people of whom their messages speak. */
function speaking(): string {
  return Array.from({ length: 40 }, (_, i) =>
    JSON.stringify({
      '@timestamp': toIso(startMs - 600_000 + i * 1_000),
      'log.level': 'error',
      message: `refused BALTHASAR Ormonde (bormonde) for rquayle, ROSALIND, 020 7946 0958; order by Ormonde's proxy`,
      service: { name: 'auth' },
      user: {
        name: 'bormonde',
        full_name: 'Balthasar Ormonde',
        email: 'b.ormonde@customer.example',
      },
    }),
  ).join('\n')
}

const clear = /quayle|rosalind|ormonde|balthasar|7946|79460958|winterbottom|philippa/i

test('G1: whom ticket, alert, log fields and commits name is masked everywhere, in every form', async () => {
  const world = makeWorld({
    ticket,
    config: {
      logs: [{ files: ['logs/*.ndjson'], environment: 'production', region: 'eu-west-1' }],
      changes: [{ git: 'repository', service: 'auth', environment: 'production' }],
    },
  })
  world.write('logs/speaking.ndjson', speaking())
  const git = (...args: readonly string[]): void => {
    const env = {
      ...process.env,
      GIT_AUTHOR_DATE: toIso(onsetMs),
      GIT_COMMITTER_DATE: toIso(onsetMs),
    }
    execFileSync('git', ['-C', world.path('repository'), ...args], { env, stdio: 'ignore' })
  }
  world.write('repository/a.txt', 'a')
  git('init', '-q')
  git('add', '.')
  const author = ['-c', 'user.name=Philippa Winterbottom', '-c', 'user.email=p@customer.example']
  git(...author, 'commit', '-q', '-m', 'Winterbottom: Philippa turns the validator on')
  const door = await openDoor(world)
  try {
    const alert = {
      alerts: [
        {
          labels: { alertname: 'LoginErrors', customer_name: 'Balthasar Ormonde' },
          annotations: { summary: 'ormonde cannot log in', reporter: 'Rosalind Quayle' },
          startsAt: toIso(onsetMs),
        },
      ],
    }
    const opened = await door.call('open_incident', { ticket: 'SUP-1042', alert })
    const incident = String(opened.structured['incident'])
    for (const [tool, more] of [
      ['query_logs', { samples: 5 }],
      ['query_logs', { text: 'order by', samples: 3 }],
      ['list_deployments', {}],
      ['capture_evidence', { kind: 'log', filter: { text: 'refused' } }],
      ['capture_evidence', { kind: 'changes' }],
      ['get_incident', {}],
    ] as const) {
      const { isError, text } = await door.call(tool, { incident, ...more })
      if (tool !== 'capture_evidence') expect(isError, text).toBe(false)
    }
    await door.call('get_document', { path: `incidents/${incident}/record` })
    const bytes = door.received.join('\n')
    expect(clear.exec(bytes)?.[0]).toBeUndefined()
    const samples = bytes.match(/refused [^"\\]+/g) ?? []
    expect(samples.length).toBeGreaterThan(3)
    expect(
      samples.filter((one) => /^refused «person:\w{16}» \(«[a-z]+:\w{16}»\) for «/.test(one)),
    ).not.toEqual([])
  } finally {
    await door.close()
    world.remove()
  }
})

test('G1: a value has one token in an incident and another one in another, also after a restart', async () => {
  const world = makeWorld({ plant: () => ' of zoe.quill@customer.example' })
  const email = /«email:\w{16}»/
  const tokenOf = async (door: Awaited<ReturnType<typeof openDoor>>, incident: unknown) =>
    email.exec((await door.call('query_logs', { incident, level: 'error' })).text)?.[0]
  const door = await openDoor(world)
  const first = await door.call('open_incident', { ticket: 'SUP-1042' })
  const second = await door.call('open_incident', { title: 'Logins fail', service: 'auth' })
  const [one, other] = [first.structured['incident'], second.structured['incident']]
  const token = await tokenOf(door, one)
  expect(token).toBeDefined()
  expect(await tokenOf(door, one)).toBe(token)
  expect(await tokenOf(door, other)).not.toBe(token)
  await door.close()
  const again = await openDoor(world)
  try {
    expect(await tokenOf(again, one)).toBe(token)
    const { text } = await again.call('query_logs', { incident: one, text: 'quayle' })
    expect(text).not.toMatch(/quayle/i)
  } finally {
    await again.close()
    world.remove()
  }
})
