import type { ChangeEvent } from '../change-event.ts'

/** Whether a change reached what it is about: `code` lies in a repository only, `unclear` was cut short under way. */
export type Effect = 'code' | 'none' | 'unclear' | 'taken'

const beforeEffect = new Set(
  'queued pending waiting requested scheduled notstarted notdeployed startupfailure rejected actionrequired skipped deferred queuedforagent queuedforpipeline'.split(
    ' ',
  ),
)
const cancelled = new Set(['cancelled', 'canceled', 'cancelling', 'abandoned'])
const cutShort = new Set(['failed', 'failure', 'error', 'timedout', 'pendingapproval'])
/** What is cancelled sooner than this did nothing yet. */
const underWayMs = 60_000

/** A state that nobody knows counts as taken, so that no word of a vendor hides a change. */
export function effectOf(change: ChangeEvent): Effect {
  if (isCode(change)) return 'code'
  const state = (change.state ?? '').toLowerCase().replace(/[\s_-]/g, '')
  if (beforeEffect.has(state)) return 'none'
  if (cancelled.has(state)) return lastedMs(change) >= underWayMs ? 'unclear' : 'none'
  return cutShort.has(state) ? 'unclear' : 'taken'
}

/** What lies in a repository alone; a feed that calls a deployment a commit makes it none. */
function isCode({ source, state, commit, environment }: ChangeEvent): boolean {
  if (source.startsWith('git:')) return true
  return (
    source.startsWith('github:') && state === 'committed' && commit !== null && environment === null
  )
}

function lastedMs({ startedAtMs, finishedAtMs }: ChangeEvent): number {
  return finishedAtMs === null ? 0 : finishedAtMs - startedAtMs
}
