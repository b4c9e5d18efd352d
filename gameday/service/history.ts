import { appendFileSync } from 'node:fs'
import { join } from 'node:path'

import { hex, pick, type Random } from '../random.ts'
import type { Scenario } from '../scenario/schema.ts'
import { plantsIn } from '../scenario/plants.ts'
import { answer } from './answer.ts'
import type { Customer } from './customers.ts'
import { logLine } from './log-line.ts'
import { type Endpoint, endpointNames, endpoints, type ServiceRequest } from './request.ts'

/** The request of a customer, as traffic sends it and as history tells it. */
export function requestOf(
  customer: Customer,
  endpoint: Endpoint,
  { cohort }: Scenario['fault'],
): ServiceRequest {
  const { email, name, ip, card, phone, session } = customer
  const keyId = customer.cohort ? cohort.keyId : cohort.others
  return { endpoint, email, name, ip, keyId, card, phone, session }
}

/**
 * Writes the log of the time before the game: the live service's own code with instants in the past,
 * the fault's flag on since the onset. Returns how many lines each service got.
 */
export function writeHistory(
  scenario: Scenario,
  people: readonly Customer[],
  logs: string,
  nowMs: number,
  random: Random,
): Readonly<Record<string, number>> {
  const lines: Record<string, { atMs: number; text: string }[]> = {}
  for (const endpoint of endpointNames) {
    const { service } = endpoints[endpoint]
    const list = (lines[service] ??= [])
    const stepMs = 60_000 / scenario.traffic[endpoint]
    for (let atMs = nowMs - scenario.history; atMs < nowMs - stepMs; atMs += stepMs) {
      const at = Math.floor(atMs + random() * stepMs)
      list.push({
        atMs: at,
        text: past(scenario, pick(random, people), endpoint, at, nowMs, random),
      })
    }
  }
  addPlants(scenario, lines, nowMs)
  for (const [service, list] of Object.entries(lines)) {
    const text = list.toSorted((a, b) => a.atMs - b.atMs).map((line) => line.text)
    appendFileSync(join(logs, `${service}.ndjson`), text.join(''))
  }
  return Object.fromEntries(Object.entries(lines).map(([service, list]) => [service, list.length]))
}

function past(
  scenario: Scenario,
  customer: Customer,
  endpoint: Endpoint,
  atMs: number,
  nowMs: number,
  random: Random,
): string {
  const { fault, traffic } = scenario
  const request = requestOf(customer, endpoint, fault)
  const ids = { correlationId: `req-${hex(random, 12)}`, traceId: hex(random, 32) }
  const flagOn = atMs >= nowMs - fault.onset
  const reply = answer(request, {
    fault,
    flagOn,
    traffic,
    correlationId: ids.correlationId,
    random,
  })
  return logLine(atMs, scenario, request, reply, ids)
}

/** What strangers wrote into the log by signing in under a name of their choice. */
function addPlants(
  scenario: Scenario,
  lines: Record<string, { atMs: number; text: string }[]>,
  nowMs: number,
): void {
  const { onset } = scenario.fault
  const { service } = endpoints[scenario.fault.endpoint]
  const inMessages = plantsIn(scenario, 'log').map((text) => ({ text, id: null }))
  const inFields = plantsIn(scenario, 'logfield').map((text) => ({ text: 'guest', id: text }))
  for (const [index, { text, id }] of [...inMessages, ...inFields].entries()) {
    const atMs = nowMs - onset + (((index + 1) * 60_000) % onset)
    const request: ServiceRequest = {
      endpoint: scenario.fault.endpoint,
      email: `guest${index}@visitor.example`,
      name: 'guest',
      ip: '192.0.2.66',
      keyId: scenario.fault.cohort.others,
    }
    const message = `rejected user name: ${text}`
    const reply = { status: 400, body: {}, level: index < 8 ? 'error' : 'warn', message } as const
    const ids = {
      correlationId: id ?? `req-plant-${index}`,
      traceId: id ?? String(index).repeat(32).slice(0, 32),
    }
    lines[service]?.push({ atMs, text: logLine(atMs, scenario, request, reply, ids) })
  }
}
