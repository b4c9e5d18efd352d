import { HandoffError } from '../../domain/error.ts'
import type { Gap } from '../../domain/gap.ts'
import { canonicalJson, type Json } from '../../domain/json.ts'
import type { FlagState } from '../../ports/flags.ts'
import { statesOf } from '../shared/flag-states.ts'
import type { ReadContext } from '../tool.ts'
import type { Difference, Found, Pair, Side } from './difference.ts'

/** Each flag of both environments: on or off, what is served, and the shape of its targeting. */
export async function compareFlags(
  pair: Pair,
  context: Pick<ReadContext, 'flags' | 'signal'>,
): Promise<Found> {
  const [left, right] = await Promise.all([
    statesIn(pair.left, context),
    statesIn(pair.right, context),
  ])
  const gaps = [...left.gaps, ...right.gaps]
  // What one side cannot tell is a gap, never a flag that it lacks.
  if (left.states === null || right.states === null) return { differences: [], identical: 0, gaps }
  const keys = [...new Set([...left.states.keys(), ...right.states.keys()])]
  const differences = keys.flatMap((key) =>
    differenceOf(key, left.states.get(key), right.states.get(key)),
  )
  return { differences, identical: keys.length - differences.length, gaps }
}

async function statesIn(environment: string, context: Pick<ReadContext, 'flags' | 'signal'>) {
  try {
    const { states, gaps } = await statesOf({ environment }, context)
    return { states: new Map(states.map((state) => [state.flag, state])), gaps }
  } catch (cause) {
    context.signal.throwIfAborted()
    const reason = cause instanceof HandoffError ? cause.message : 'They could not be read.'
    const gap: Gap = { source: `flags of ${environment}`, reason }
    return { states: null, gaps: [gap] }
  }
}

const looks: Readonly<Record<string, (state: FlagState) => Json>> = {
  state: ({ on }) => on,
  served: ({ served }) => served,
  targeting: ({ targeting }) => ({
    ...targeting,
    rules: targeting.rules.map((rule) => ({ ...rule })),
  }),
}

function differenceOf(
  name: string,
  left: FlagState | undefined,
  right: FlagState | undefined,
): readonly Difference[] {
  const row = {
    about: 'flag',
    service: null,
    name,
    left: sideOf(left),
    right: sideOf(right),
  } as const
  if (left === undefined) return [{ ...row, is: 'only-right', in: [] }]
  if (right === undefined) return [{ ...row, is: 'only-left', in: [] }]
  const differing = Object.entries(looks)
    .filter(([, of]) => canonicalJson(of(left)) !== canonicalJson(of(right)))
    .map(([look]) => look)
  return differing.length === 0 ? [] : [{ ...row, is: 'differs', in: differing }]
}

function sideOf(state: FlagState | undefined): Side | null {
  if (state === undefined) return null
  const { on, served, targeting } = state
  const rules = targeting.rules.length + (targeting.individuals > 0 ? 1 : 0)
  return { about: 'flag', on, serves: served, rules }
}
