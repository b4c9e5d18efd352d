import type { ChangeEvent } from './change-event.ts'

/** Words of states of a deployment that never came to serve anybody, or not yet. */
const notServing =
  /fail|error|cancel|abort|reject|den(?:y|ied)|skip|stop|timed|pending|queue|wait|progress|running|start|draft|rolled/i
/** Words of states of one that served once and does so no more. */
const servesNoMore = /inactive|destroy|superseded/i

/** True unless the deployment's own state says that it failed, was stopped or is not there yet. */
export function cameToServe({ kind, state }: ChangeEvent): boolean {
  return kind === 'deployment' && (state === null || !notServing.test(state))
}

/** The same, for what may be there still. */
export function mayServe(change: ChangeEvent): boolean {
  return cameToServe(change) && !servesNoMore.test(change.state ?? '')
}

/** When a deployment was there: when it finished, or when it started where its source does not say. */
export function servingSince({ startedAtMs, finishedAtMs }: ChangeEvent): number {
  return finishedAtMs ?? startedAtMs
}

/** Whether two changes went to the same place; a source that leaves service or environment out may mean any. */
export function samePlace(a: ChangeEvent, b: ChangeEvent): boolean {
  const fits = (one: string | null, other: string | null): boolean =>
    one === null || other === null || one === other
  return (
    fits(a.service, b.service) && fits(a.environment, b.environment) && fits(a.region, b.region)
  )
}
