import * as z from 'zod'

import type { Serves, Targeting } from '../../ports/flags.ts'

const list = z.array(z.unknown()).catch([])
const index = z.number().int().nonnegative().nullish().catch(null)
const served = z.object({ variation: index, rollout: z.looseObject({}).nullish().catch(null) })

const Clause = z.object({
  attribute: z.string().catch(''),
  op: z.string().catch(''),
  values: list,
})
const Rule = served.extend({ clauses: z.array(Clause).catch([]) })
const unreadable = { variation: null, rollout: null, clauses: [] }
const Named = z.object({ values: list }).catch({ values: [] })
const Flag = z.object({
  targets: z.array(Named).catch([]),
  contextTargets: z.array(Named).catch([]),
  rules: z.array(Rule.catch(unreadable)).catch([]),
  fallthrough: served.nullish().catch(null),
  offVariation: index,
  prerequisites: z.array(z.object({ key: z.string() })).catch([]),
})

/** A plain value is served to everybody. */
export const noTargeting: Targeting = {
  individuals: 0,
  rules: [],
  fallthrough: 0,
  off: null,
  prerequisites: [],
}

const plainAttribute = /^[\w./-]{1,64}$/

/** The shape of a flag's targeting. What clauses compare with and who is named may be raw e-mail addresses: only their number is taken. */
export function targetingOf(flag: unknown): Targeting {
  const { targets, contextTargets, rules, fallthrough, offVariation, prerequisites } =
    Flag.parse(flag)
  return {
    individuals: [...targets, ...contextTargets].reduce(
      (sum, { values }) => sum + values.length,
      0,
    ),
    rules: rules.map(({ clauses, ...rule }) => ({
      attributes: [...new Set(clauses.map(attributeOf))],
      values: clauses.reduce((sum, { values }) => sum + values.length, 0),
      serves: servesOf(rule),
    })),
    fallthrough: servesOf(fallthrough),
    off: offVariation ?? null,
    prerequisites: prerequisites.map(({ key }) => key),
  }
}

function attributeOf({ attribute, op }: z.infer<typeof Clause>): string {
  if (op === 'segmentMatch') return 'segment'
  return plainAttribute.test(attribute) ? attribute : 'another attribute'
}

function servesOf(rule: z.infer<typeof served> | null | undefined): Serves {
  if (rule?.variation != null) return rule.variation
  return rule?.rollout ? 'rollout' : null
}
