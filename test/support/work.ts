import { namespaceOf } from '../../src/domain/act.ts'
import type { TakenAct, Wish } from '../../src/guard/acts/acts.ts'
import type { Door, Reply } from './door.ts'
import { proposeOff } from './incident.ts'
import { decide, signStatement } from './sign.ts'
import type { World } from './world.ts'

/** Records a reproduction of the world's incident; `more` overrides fields. */
export function reproduceOn(door: Door, incident: string, more: object = {}): Promise<Reply> {
  return door.call('record_reproduction', {
    incident,
    environment: 'staging',
    build: '9.4.1',
    flags: ['new-token-validator=on'],
    data: 'synthetic user test-1',
    via: 'fixtures/login.sh',
    steps: [`curl -X POST https://staging.example.com/v1/auth/login -d '{"user":"test-1"}'`],
    expected: '200 and a session',
    actual: '500 from the token validator',
    result: 'reproduced',
    deviations: ['staging has one node, production six'],
    ...more,
  })
}

/**
 * Works the incident as the playbooks say, up to a packet that is complete; `said` is added to every note.
 * Throws when a step is refused.
 */
export async function workIncident(
  door: Door,
  world: World,
  incident: string,
  said = '',
): Promise<void> {
  const demand = async (reply: Promise<Reply>): Promise<Reply> => {
    const answer = await reply
    if (answer.isError) throw new Error(answer.text)
    return answer
  }
  const note = (type: string, text: string, more: object = {}) =>
    demand(door.call('record_note', { incident, type, text: `${text} ${said}`, ...more }))
  await demand(door.call('query_logs', { incident }))
  await demand(door.call('list_deployments', { incident }))
  await demand(door.call('capture_evidence', { incident, kind: 'log', filter: { level: 'error' } }))
  await note('hypothesis', 'the new token validator rejects valid signatures')
  await note('ruled_out', 'the billing release: it touches no login')
  await demand(
    reproduceOn(door, incident, { actual: `500 from the token validator ${said.slice(0, 400)}` }),
  )
  const { request } = await proposeOff(door, incident)
  await decide(door, { request, approver: 'noor', key: world.keys.noor })
  await demand(door.call('toggle_flag_with_approval', { request }))
  await note('observation', 'Alert: none fired, the customer reported it')
  await note('risk', 'sessions older than a day must log in again')
  await note('not_checked', 'mobile clients')
  await note('data_loss', 'no')
  await demand(
    door.call('assign_ask', {
      incident,
      text: `fix the signature check ${said}`.slice(0, 1_000),
      owner: 'lee',
      role: 'fix',
      due: '2026-11-24T07:00:00Z',
    }),
  )
  await note('update_sent', 'Slack incident channel and Statuspage')
  await note('learning', 'watch the sign-in error rate when a flag goes on')
  await note('decision', 'Resolved: the flag is off and logins work')
  await note('handoff', 'to the identity team', { link: 'SUP-1042' })
}

/** Somebody signs an act and hands it in, as the commands for people do; returns what was taken. */
export async function signAct(
  door: Door,
  world: World,
  wish: Wish & { readonly by: 'noor' | 'lee' | 'sam' },
): Promise<TakenAct> {
  const acts = await door.house.openActs()
  const statement = acts.draft(wish)
  const signature = signStatement(statement, world.keys[wish.by], namespaceOf(wish.act))
  return acts.take({ statement, signature })
}

/** The receiver signs for the handoff that waits. */
export async function receive(door: Door, world: World, incident: string): Promise<void> {
  const about = door.house.casebook.incident(incident).handoff?.seq ?? 0
  const reason = 'the signature check is mine'
  await signAct(door, world, { act: 'acknowledge', incident, by: 'lee', about, reason })
}
