import type { SourceCheck } from '../../ports/source-check.ts'
import { skewWords } from '../network/skew.ts'
import { faultWords } from './fault.ts'
import { asFault } from './pages.ts'
import * as questions from './questions.ts'
import type { Question, Session } from './session.ts'
import { Build, Commit, Environment, ReleaseDeployment, type Shape } from './shapes.ts'

interface Scope {
  readonly session: Session
  readonly apiVersion: string
  readonly classicReleases: boolean
  readonly source: string
  /** Environments that the configuration names, in small letters. */
  readonly named: ReadonlySet<string>
  readonly repository: string
  /** Whether the configuration names it; another need not be there. */
  readonly isNamed: boolean
  readonly nowMs: () => number
}

/** Whether each part can be read; one line for each that cannot. */
export async function check(scope: Scope, signal: AbortSignal): Promise<readonly SourceCheck[]> {
  const { session, apiVersion, classicReleases, source, named, nowMs } = scope
  const fromMs = nowMs() - 60 * 60_000
  const window = { fromMs: Math.floor(fromMs / 60_000) * 60_000, toMs: Infinity }
  const failed: string[] = []
  const look = async <T>(
    part: string,
    right: string,
    question: Question,
    shape: Shape<T>,
  ): Promise<readonly T[] | null> => {
    try {
      return (await session.list(question, shape, signal)).items
    } catch (cause) {
      const words = faultWords(asFault(cause), nowMs())
      failed.push(`${part} cannot be read, which takes the right ${right}: ${words}`)
      return null
    }
  }
  await look('Runs', 'Build (read)', questions.buildsIn(window), Build)
  const there = await look(
    'Environments',
    'Build (read)',
    questions.environmentsThere(apiVersion),
    Environment,
  )
  if (classicReleases) {
    const question = questions.deploymentsIn(window)
    await look('Classic releases', 'Release (read)', question, ReleaseDeployment)
  }
  const parts = classicReleases ? 3 : 2
  const state = failed.length === parts ? 'failed' : 'warning'
  const code = await commitsFault(scope, signal)
  const skew = skewWords(session.skewMs())
  const warnings = [
    ...(code === null ? [] : [code]),
    ...(skew === null ? [] : [skew]),
    ...unknownNames(named, there, classicReleases),
  ]
  const lines = [
    ...failed.map((message): SourceCheck => ({ source, state, message })),
    ...warnings.map((message): SourceCheck => ({ source, state: 'warning', message })),
  ]
  if (state === 'failed') return lines.filter((line) => line.state === 'failed')
  return [
    ...lines,
    { source, state: 'ok', message: 'It can be read; nothing but reading is ever asked.' },
  ]
}

/** Why differences between versions cannot be told; null where they can, or where the code may lie elsewhere. */
async function commitsFault(
  { session, repository, isNamed, nowMs }: Scope,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    await session.list(questions.anyCommitOf(repository), Commit, signal)
    return null
  } catch (cause) {
    const fault = asFault(cause)
    if (fault.kind === 'missing' && !isNamed) return null
    const words = faultWords(fault, nowMs())
    return `Commits cannot be read, which takes the right Code (read): ${words}`
  }
}

/** A stage of a classic release is no environment that could be asked for, so nothing is said where those are read. */
function unknownNames(
  named: ReadonlySet<string>,
  there: readonly Environment[] | null,
  classicReleases: boolean,
): readonly string[] {
  if (there === null || classicReleases) return []
  const known = new Set(there.map(({ name }) => name.toLowerCase()))
  return named.size > 0 && [...named].every((name) => !known.has(name))
    ? ['None of the environments that are configured is there. Correct their names.']
    : []
}
