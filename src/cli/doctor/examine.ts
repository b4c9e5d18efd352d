import { relative, sep } from 'node:path'

import type { Config } from '../../config.ts'
import { HandoffError } from '../../domain/error.ts'
import { type GuaranteeLevel, levelWords } from '../../domain/guarantee.ts'
import type { SourceCheck } from '../../ports/source-check.ts'
import type { TrustRoot } from '../../ports/trust-root.ts'
import { verifyHome } from '../verify/judge.ts'

/** One finding: about which part of the set-up, and what is the matter with it. */
export interface Check extends SourceCheck {
  readonly about: 'configuration' | 'logs' | 'changes' | 'trust' | 'record' | 'notices' | 'level'
}

/** The part of the house that is looked at. */
export interface Patient {
  readonly config: Pick<Config, 'isWritten' | 'root' | 'trust' | 'home' | 'notify'>
  readonly level: GuaranteeLevel
  readonly trustRoot: TrustRoot
  checkLogs(signal: AbortSignal): Promise<readonly SourceCheck[]>
  checkChanges(signal: AbortSignal): Promise<readonly SourceCheck[]>
}

const patienceMs = 20_000

/** Looks at everything that can be looked at without changing it. */
export async function examine(house: Patient): Promise<readonly Check[]> {
  const { config, level } = house
  const signal = AbortSignal.timeout(patienceMs)
  const [logs, changes] = await Promise.all([house.checkLogs(signal), house.checkChanges(signal)])
  return [
    config.isWritten
      ? is('configuration', 'baton.yaml', 'ok', 'It is valid.')
      : is('configuration', 'baton.yaml', 'warning', 'There is none: the defaults hold.'),
    ...logs.map((check): Check => ({ about: 'logs', ...check })),
    ...changes.map((check): Check => ({ about: 'changes', ...check })),
    ...trustOf(house),
    recordOf(config.home),
    ...noticesOf(config),
    is('level', level, 'ok', `${levelWords[level]}.`),
  ]
}

function is(about: Check['about'], source: string, state: Check['state'], message: string): Check {
  return { about, source, state, message }
}

function trustOf({ config, trustRoot }: Patient): readonly Check[] {
  const source = 'trust folder'
  const found: Check[] = []
  const below = relative(config.root, config.trust)
  if (below !== '..' && !below.startsWith(`..${sep}`)) {
    const inside =
      'It lies beside baton.yaml, where an agent may write. Move it out of the workspace.'
    found.push(is('trust', source, 'warning', inside))
  }
  try {
    const { people } = trustRoot.read()
    const keyed = people.filter(({ keys }) => keys.length > 0).length
    const counted = `${people.length} people, ${keyed} of them with a key.`
    const nobody = 'Nobody in it has a key, so nothing can be granted. Fill people.yaml.'
    found.push(
      keyed === 0 ? is('trust', source, 'warning', nobody) : is('trust', source, 'ok', counted),
    )
  } catch (error) {
    found.push(is('trust', source, 'failed', wordsOf(error)))
  }
  return found
}

function recordOf(home: string): Check {
  try {
    const { outcome, entries } = verifyHome({ home, trust: null, outside: [] })
    return outcome === 'sound'
      ? is('record', 'record', 'ok', `It is whole: ${entries} entries.`)
      : is(
          'record',
          'record',
          'failed',
          'It is not whole. Run baton verify, and trust nothing until then.',
        )
  } catch (error) {
    return error instanceof HandoffError && error.code === 'NOT_FOUND'
      ? is('record', 'record', 'ok', 'There is none yet; it begins with the first call.')
      : is('record', 'record', 'failed', wordsOf(error))
  }
}

function noticesOf({ notify }: Pick<Config, 'notify'>): readonly Check[] {
  return notify.map((target) => {
    if (target.kind === 'desktop') return is('notices', 'desktop', 'ok', 'Notices go to a folder.')
    return target.fault === null
      ? is('notices', 'webhook', 'ok', 'It has its secret; it was not called.')
      : is('notices', 'webhook', 'failed', `Nobody is told this way: ${target.fault}`)
  })
}

/** Ours alone; what else was thrown may hold data. */
function wordsOf(error: unknown): string {
  if (!(error instanceof HandoffError)) return 'It cannot be read.'
  return error.hint === undefined ? error.message : `${error.message} ${error.hint}`
}
