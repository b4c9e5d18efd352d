import * as z from 'zod'

import { HandoffError } from '../../domain/error.ts'
import type { Json, JsonObject } from '../../domain/json.ts'
import { plainName } from '../../domain/plain-name.ts'
import type { FlagState } from '../../ports/flags.ts'
import { text } from '../fields.ts'
import { statesOf } from '../shared/flag-states.ts'
import { type Capture, type Found, filterOf, regionsOf, targetOf } from './found.ts'

const Filter = z.strictObject({ environment: text(400).optional() })
const longestValue = 4_000
const mostRules = 100

/** A flag as it stands now in one environment or all: state, version, what is served, and the shape of its targeting. */
export async function findFlag({ given, incident, context }: Capture): Promise<Found> {
  const flag = targetOf(given, 'a flag key')
  const { environment } = filterOf(Filter, given)
  const { states, gaps } = await statesOf({ flag, environment }, context)
  if (states.length === 0) {
    throw new HandoffError('UPSTREAM', 'No environment could be asked for that flag.', {
      hint: 'get_flags says which sources are missing.',
    })
  }
  const where = states.map((state) => state.environment)
  const query = `flag ${plainName(flag) ?? '«argument»'} in ${where.join(', ')}`
  const regions = context.environments.filter(({ name }) => where.includes(name))
  return {
    title: `State of ${query}`,
    source: [...new Set(states.map(({ source }) => source))].join(', '),
    query,
    window: null,
    region: [...new Set(regions.flatMap((each) => each.regions))].join(', ') || regionsOf(incident),
    total: states.length,
    more: false,
    gaps,
    content: { about: {}, rows: states.map(rowOf) },
  }
}

function rowOf({ targeting, variations, served, ...state }: FlagState): JsonObject {
  const { rules, prerequisites, ...rest } = targeting
  return {
    ...state,
    served: short(served, 'too long to be kept'),
    variations: short(variations, `${variations.length} variations, too long to be kept`),
    targeting: {
      ...rest,
      rules: rules.slice(0, mostRules).map((rule) => ({ ...rule })),
      ruleCount: rules.length,
      prerequisites: prerequisites.slice(0, mostRules),
    },
  }
}

function short(value: Json, otherwise: string): Json {
  return JSON.stringify(value).length <= longestValue ? value : otherwise
}
