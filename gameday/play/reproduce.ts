import { toIso } from '../../src/domain/time.ts'
import { ruleOf } from '../client.ts'
import { type Probe, percent, probe } from '../probe.ts'
import { endpoints } from '../service/request.ts'
import { call, must, type Stage } from './stage.ts'

const each = 20

/** Directive 2: performs the calls with synthetic users and records what came back. Returns the measurement. */
export async function reproduce(
  stage: Stage,
  incident: string,
  suspicion: { readonly flag: string },
): Promise<Probe> {
  const { world, company, print, ledger } = stage
  print.heading('3. Reproduction with synthetic users')
  const { fault, build } = world.scenario
  const { method, path, service } = endpoints[fault.endpoint]
  const startedAt = toIso(Date.now())
  const found = await probe(company, world, each)
  const { cohort, sample } = found
  print.say(
    `${method} ${path}: ${cohort.failures} of ${cohort.requests} fail with ${fault.cohort.keyId}, ` +
      `${found.failures - cohort.failures} of ${found.requests - cohort.requests} with ${fault.cohort.others}`,
  )
  const curl = (keyId: string): string =>
    `curl -X ${method} "$BASE_URL${path}" -H "x-key-id: ${keyId}" -H "x-user: synthetic-${keyId}" -d "{}"`
  const recipe = {
    incident,
    environment: 'production',
    at: startedAt,
    build: build[service],
    flags: [`${suspicion.flag}=on`],
    prerequisites: ['A synthetic user without customer data'],
    data: `Two synthetic users, session keys ${fault.cohort.keyId} and ${fault.cohort.others}`,
    via: 'HTTP API, no fixture to load',
    steps: [
      curl(fault.cohort.others),
      curl(fault.cohort.keyId),
      `Observe the answer's correlation id in the logs, such as ${sample.correlationId}`,
    ],
    expected: 'HTTP 200 for both users',
    actual: `HTTP ${sample.status} for ${fault.cohort.keyId} in ${cohort.failures} of ${cohort.requests} calls`,
    evidence: [`correlation id ${sample.correlationId}`],
  }
  const refused = await call(stage, 'record_reproduction', { ...recipe, result: 'partly' }, 3)
  ledger.check('G8', 'a partial run without deviations is refused', ruleOf(refused) === 'G8')
  const result = cohort.failures > 0 ? 'reproduced' : 'not_reproduced'
  const deviations = ['Callers were synthetic; requests came from the loopback network']
  await must(stage, 'record_reproduction', { ...recipe, result, deviations }, 3)
  ledger.check(
    'G8',
    `run for real: ${percent(cohort.failures, cohort.requests)} fail`,
    cohort.failures > 0,
  )
  return found
}
