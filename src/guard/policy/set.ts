import { HandoffError } from '../../domain/error.ts'
import { canonicalJson, sha256 } from '../../domain/json.ts'
import type { PolicySource } from '../../domain/trust.ts'

export type Cedar = typeof import('@cedar-policy/cedar-wasm/nodejs')

/** One policy as its annotations describe it; `control` is a SOC 2 criterion. */
export interface Policy {
  readonly id: string
  readonly control: string
  readonly title: string
  readonly effect: 'permit' | 'forbid'
  /** A fixed policy cannot be replaced: it is a promise, not a setting. */
  readonly fixed: boolean
  readonly text: string
}

/** A policy set that Cedar holds ready under `name`, schema included. */
export interface PolicySet {
  readonly name: string
  readonly policies: ReadonlyMap<string, Policy>
}

/**
 * The built-in policies with the customer's added, or put in place of those with the same `@id`; parsed and validated.
 * Throws UPSTREAM when one cannot be read, lacks an annotation, replaces a fixed one or does not fit the schema.
 */
export function preparePolicies(
  cedar: Cedar,
  { schema, files }: PolicySource,
  custom: Readonly<Record<string, string>>,
): PolicySet {
  const policies = new Map<string, Policy>()
  for (const policy of split(cedar, files)) policies.set(policy.id, policy)
  for (const policy of split(cedar, custom)) {
    if (policies.get(policy.id)?.fixed) throw unusable('One replaces a policy that is fixed.')
    policies.set(policy.id, policy)
  }
  const staticPolicies = Object.fromEntries([...policies].map(([id, { text }]) => [id, text]))
  const validated = cedar.validate({ schema, policies: { staticPolicies } })
  if (validated.type === 'failure' || validated.validationErrors.length > 0) {
    throw unusable('One does not fit the schema.')
  }
  const name = sha256(canonicalJson({ schema, staticPolicies }))
  const prepared = [
    cedar.preparsePolicySet(name, { staticPolicies }),
    cedar.preparseSchema(name, schema),
  ]
  if (prepared.some(({ type }) => type === 'failure')) throw unusable('Cedar refuses the set.')
  return { name, policies }
}

function split(cedar: Cedar, files: Readonly<Record<string, string>>): readonly Policy[] {
  const found = Object.values(files).flatMap((text) => {
    const parts = cedar.policySetTextToParts(text)
    if (parts.type === 'failure') throw unusable('One is not valid Cedar.')
    if (parts.policy_templates.length > 0) throw unusable('Templates are not supported.')
    return parts.policies.map((part) => describe(cedar, part))
  })
  if (new Set(found.map(({ id }) => id)).size !== found.length) {
    throw unusable('Two have the same @id.')
  }
  return found
}

function describe(cedar: Cedar, text: string): Policy {
  const parsed = cedar.policyToJson(text)
  if (parsed.type === 'failure') throw unusable('One is not valid Cedar.')
  const { annotations = {}, effect } = parsed.json
  const { id, control, title, fixed } = annotations
  if (!id || !control || !title || !/^[a-z0-9][a-z0-9-]{0,63}$/.test(id)) {
    throw unusable('One lacks a proper @id, @control or @title.')
  }
  return { id, control, title: title.slice(0, 200), effect, fixed: fixed === 'true', text }
}

function unusable(why: string): HandoffError {
  return new HandoffError('UPSTREAM', `The policies cannot be used. ${why}`, {
    rule: 'policies-valid',
    hint: 'Whoever keeps the trust folder must mend its policies; until then every change is refused.',
  })
}
