import { HandoffError, isAbsent } from '../../domain/error.ts'
import type { Gap } from '../../domain/gap.ts'
import type { FlagState } from '../../ports/flags.ts'
import type { ReadContext } from '../tool.ts'

interface Wanted {
  /** One key, else all flags. */
  readonly flag?: string | undefined
  /** One environment, else all that have flags. */
  readonly environment?: string | undefined
}

interface States {
  readonly environments: readonly string[]
  readonly states: readonly FlagState[]
  readonly gaps: readonly Gap[]
}

/**
 * Flag states by environment. One that cannot be read is a gap, unless it alone was asked for or none can be read: then its
 * error is thrown, such as NOT_FOUND for a flag that no environment has.
 */
export async function statesOf(
  { flag, environment }: Wanted,
  { flags, signal }: Pick<ReadContext, 'flags' | 'signal'>,
): Promise<States> {
  const environments = environment === undefined ? await flags.environments() : [environment]
  const results = await Promise.allSettled(
    environments.map(async (each) =>
      flag === undefined ? flags.list(each, signal) : [await flags.read(each, flag, signal)],
    ),
  )
  signal.throwIfAborted()
  const states = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
  const failures = results.flatMap((result, index) =>
    result.status === 'rejected'
      ? [{ environment: environments[index]!, cause: result.reason as unknown }]
      : [],
  )
  const telling = failures.find(({ cause }) => !isAbsent(cause)) ?? failures[0]
  if (failures.length === results.length && telling !== undefined) throw telling.cause
  const gaps = failures.flatMap((failure) => (isAbsent(failure.cause) ? [] : [gapOf(failure)]))
  return { environments, states, gaps }
}

/** Errors of the house are our own words. */
function gapOf({ environment, cause }: { environment: string; cause: unknown }): Gap {
  const reason = cause instanceof HandoffError ? cause.message : 'The flags could not be read.'
  return { source: `flags of ${environment}`, reason }
}
