import { type Code, HandoffError } from '../../domain/error.ts'
import type { Verdict } from '../policy/authorize.ts'

/** What the protocol holds in code because no policy may loosen it; the SOC 2 matrix lists it beside the policies. */
export const protocolRules = [
  {
    id: 'key-of-approver',
    control: 'CC6.1',
    title: 'A decision or acknowledgement is signed with a key of the person it names',
  },
  { id: 'key-unrevoked', control: 'CC6.1', title: 'A revoked key decides nothing' },
  { id: 'key-unexpired', control: 'CC6.1', title: 'An expired key or person decides nothing' },
  {
    id: 'decision-as-signed',
    control: 'CC8.1',
    title: 'What counts is exactly the statement that was signed',
  },
  {
    id: 'decision-in-time',
    control: 'CC8.1',
    title: 'A decision or acknowledgement bears the time at which it was made',
  },
  { id: 'decide-once', control: 'CC8.1', title: 'A request is decided once' },
  {
    id: 'apply-once',
    control: 'CC8.1',
    title: 'A grant is used once, its intent on record before the write',
  },
  {
    id: 'settle-first',
    control: 'CC7.4',
    title: 'A change without a known outcome is settled before its target is changed again',
  },
  {
    id: 'receiver-is-not-sender',
    control: 'CC7.4',
    title: 'Whoever hands off does not take it over too',
  },
  {
    id: 'reason-redacted',
    control: 'CC6.7',
    title: 'What a person signs for the record holds no personal data',
  },
] as const

const codes: Readonly<Record<string, Code>> = {
  'target-unchanged': 'CONFLICT',
  'decide-once': 'CONFLICT',
  'apply-once': 'CONFLICT',
  'settle-first': 'CONFLICT',
  'reason-redacted': 'INVALID_INPUT',
}

const again = 'Propose the change again; it needs a new grant.'
const another = 'Somebody else whom the card names must decide.'

const hints: Readonly<Record<string, string>> = {
  'grant-required':
    'Wait for a decision by one of the people on the card; look again with get_request.',
  'grant-unexpired': again,
  'request-unexpired': again,
  'target-unchanged': `Look with list_deployments for what changed it. ${again}`,
  'trust-unchanged': again,
  'same-digest': again,
  'own-request-only': 'Only the requester may do this; propose your own change.',
  'humans-only': another,
  'approver-is-not-requester': another,
  'production-grant-role': another,
  'nonproduction-grant-role': another,
  'freeze-window': 'Wait for the end of the freeze, or undo an applied change exactly.',
  'production-needs-second-lock':
    'Write down the mitigation you would apply and hand it to an engineer who may change production.',
  'unversioned-needs-server': 'Hand the change to an engineer who may change production.',
  'key-of-approver': 'Whoever signs uses a key that the trust folder lists for them.',
  'decision-as-signed': 'A person makes it with baton approve, baton deny or baton acknowledge.',
  'key-unrevoked': another,
  'key-unexpired': another,
  'decision-in-time': 'Check the clock of the machine that signs, then sign again.',
  'decide-once': 'Look at the decision with get_request or baton show.',
  'apply-once': 'Look at the outcome with get_request; never write the change by another way.',
  'reason-redacted': 'Write it without personal data.',
  'receiver-is-not-sender': 'The engineer who takes over acknowledges.',
  'requester-known':
    'Whoever keeps the trust folder, a person, adds the requester to people.yaml; then propose the change again.',
}

/** A refusal that names its rule. */
export function refusal(
  rule: string,
  message: string,
  more: { code?: Code; detail?: string } = {},
): HandoffError {
  const { code = codes[rule] ?? 'DENIED', detail } = more
  const hint = hints[rule]
  return new HandoffError(code, message, {
    rule,
    ...(hint === undefined ? {} : { hint }),
    ...(detail === undefined ? {} : { detail }),
  })
}

/** Throws unless the verdict allows; every rule that refused goes to the record. */
export function demand(verdict: Verdict, code?: Code): void {
  if (verdict.allow) return
  const rule = verdict.rules[0] ?? 'default-deny'
  const detail = `refused by ${verdict.rules.join(', ')}`
  throw refusal(rule, `Refused by policy: ${verdict.reason}.`, {
    detail,
    ...(code === undefined ? {} : { code }),
  })
}
