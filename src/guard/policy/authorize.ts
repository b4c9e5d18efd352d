import { canonicalJson } from '../../domain/json.ts'
import type { PolicySource } from '../../domain/trust.ts'
import { type Cedar, type Policy, type PolicySet, preparePolicies } from './set.ts'

export type PolicyAction = 'propose' | 'withdraw' | 'grant' | 'deny' | 'apply'

/** Who wants it: a person of the trust folder, or a program. `aliases` are lower case. */
export interface Principal {
  readonly type: 'Person' | 'Agent'
  readonly id: string
  readonly roles: readonly string[]
  readonly aliases: readonly string[]
}

/** The change as policies see it; see `policies/baton.cedarschema`. */
export interface ChangeResource {
  readonly id: string
  readonly system: string
  readonly target: string
  readonly environment: string
  readonly region: string
  readonly service: string
  readonly ownerRole: string
  readonly severity: string
  /** Who would read it, for a publication; empty for a change. */
  readonly audience: string
  readonly requesterAliases: readonly string[]
  readonly requesterKnown: boolean
  readonly production: boolean
  readonly versioned: boolean
  readonly exactInverse: boolean
}

/** What is true at this moment; a flag that belongs to a later step is given as if all were well. */
export interface Moment {
  readonly level: string
  readonly productionAtL0: boolean
  readonly frozen: boolean
  /** Glass is broken in this incident, and not by who asks. */
  readonly breakGlass: boolean
  readonly sameDigest: boolean
  readonly trustUnchanged: boolean
  readonly requestExpired: boolean
  readonly granted: boolean
  readonly grantExpired: boolean
  readonly targetUnchanged: boolean
}

export interface PolicyQuestion {
  readonly principal: Principal
  readonly action: PolicyAction
  readonly resource: ChangeResource
  readonly context: Moment
  /** The customer's policies by file name. */
  readonly policies: Readonly<Record<string, string>>
}

/** `rules` are the policies that decided, `reason` the title of the first of them. */
export interface Verdict {
  readonly allow: boolean
  readonly rules: readonly string[]
  readonly reason: string
}

/** Policies in force: Baton's own and, per question, the customer's. */
export interface Policies {
  /** Anything that Cedar reports as an error is a refusal, for it skips an erring `forbid`. Throws UPSTREAM for unusable policies. */
  authorize(question: PolicyQuestion): Promise<Verdict>
  /** Every policy in order of id; the SOC 2 matrix is rendered from it. */
  list(
    custom?: Readonly<Record<string, string>>,
  ): Promise<readonly Pick<Policy, 'id' | 'control' | 'title' | 'effect'>[]>
}

/** Cedar is loaded at the first question; a set is parsed and validated once for each content. */
export function createPolicies(source: PolicySource): Policies {
  const ready = new Map<string, PolicySet>()

  async function setOf(custom: Readonly<Record<string, string>>) {
    const cedar = await import('@cedar-policy/cedar-wasm/nodejs')
    const key = canonicalJson(custom)
    const set = ready.get(key) ?? preparePolicies(cedar, source, custom)
    ready.set(key, set)
    return { cedar, set }
  }

  return {
    async authorize(question) {
      const { cedar, set } = await setOf(question.policies)
      return ask(cedar, set, question)
    },
    async list(custom = {}) {
      const { set } = await setOf(custom)
      return [...set.policies.values()]
        .map(({ id, control, title, effect }) => ({ id, control, title, effect }))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    },
  }
}

function ask(cedar: Cedar, set: PolicySet, question: PolicyQuestion): Verdict {
  const { principal, action, resource, context } = question
  const who = { type: `Baton::${principal.type}`, id: principal.id }
  const what = { type: 'Baton::Change', id: resource.id }
  const { id: _, requesterAliases, ...attributes } = resource
  const answer = cedar.statefulIsAuthorized({
    principal: who,
    action: { type: 'Baton::Action', id: action },
    resource: what,
    context: { ...context },
    preparsedPolicySetId: set.name,
    preparsedSchemaName: set.name,
    validateRequest: true,
    entities: [
      {
        uid: who,
        attrs: { roles: [...principal.roles], aliases: [...principal.aliases] },
        parents: [],
      },
      {
        uid: what,
        attrs: { ...attributes, requesterAliases: [...requesterAliases] },
        parents: [],
      },
    ],
  })
  if (answer.type === 'failure' || answer.response.diagnostics.errors.length > 0) {
    return {
      allow: false,
      rules: ['policies-valid'],
      reason: 'The policies could not be evaluated',
    }
  }
  const { decision, diagnostics } = answer.response
  const rules = diagnostics.reason.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  if (decision === 'allow') return { allow: true, rules, reason: '' }
  const title = set.policies.get(rules[0] ?? '')?.title
  return rules.length === 0
    ? { allow: false, rules: ['default-deny'], reason: 'No policy permits this' }
    : { allow: false, rules, reason: title ?? 'A policy forbids this' }
}

/** Of several refusals the one that says most is named first: who may not, then what does not match, then when. */
const order = [
  'humans-only',
  'approver-is-not-requester',
  'own-request-only',
  'same-digest',
  'trust-unchanged',
  'requester-known',
  'request-unexpired',
  'break-glass-commander-grants',
  'grant-required',
  'grant-unexpired',
  'target-unchanged',
]

function rank(id: string): number {
  const place = order.indexOf(id)
  return place < 0 ? order.length : place
}
