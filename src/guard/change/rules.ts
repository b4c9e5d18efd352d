import { type Code, HandoffError } from '../../domain/error.ts'
import { actRules } from '../acts/rules.ts'
import type { Verdict } from '../policy/authorize.ts'

/** What the protocol holds in code because no policy may loosen it; the SOC 2 matrix lists it beside the policies. */
export const protocolRules = [
  {
    id: 'key-of-approver',
    control: 'CC6.1',
    title: 'A decision or act is signed with a key of the person it names',
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
    title: 'A decision or act bears the time at which it was made',
  },
  { id: 'decide-once', control: 'CC8.1', title: 'A request is decided once' },
  {
    id: 'apply-once',
    control: 'CC8.1',
    title: 'A grant is used once, its intent on record before the write',
  },
  {
    id: 'publish-as-granted',
    control: 'CC6.7',
    title: 'What is published is to the letter what was granted, and holds no personal data',
  },
  {
    id: 'publish-in-time',
    control: 'CC2.3',
    title: 'Nothing is published whose promised next update is due already',
  },
  {
    id: 'update-fit-to-read',
    control: 'CC2.3',
    title: 'An update names region, UTC times and the next one, and nothing internal to customers',
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
    id: 'severity-lowered-by-commander',
    control: 'CC7.3',
    title: 'The agent raises a severity; the incident commander alone lowers it',
  },
  { id: 'accepted-by-owner', control: 'CC7.4', title: 'An ask is accepted by its owner alone' },
  {
    id: 'verified-by-another',
    control: 'CC7.4',
    title: 'Whoever did what was asked does not verify it',
  },
  {
    id: 'closed-stays-closed',
    control: 'CC7.4',
    title: 'A closed incident takes no change, correction or new ask',
  },
  {
    id: 'reason-redacted',
    control: 'CC6.7',
    title: 'What a person signs for the record holds no personal data',
  },
  ...actRules.map(({ id, control, title }) => ({ id, control, title })),
] as const

const codes: Readonly<Record<string, Code>> = {
  'target-unchanged': 'CONFLICT',
  'decide-once': 'CONFLICT',
  'apply-once': 'CONFLICT',
  'settle-first': 'CONFLICT',
  'reason-redacted': 'INVALID_INPUT',
  ...Object.fromEntries(actRules.flatMap(({ id, code }) => (code ? [[id, code]] : []))),
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
  'publish-grant-role': another,
  'freeze-window': 'Wait for the end of the freeze, or undo an applied change exactly.',
  'production-needs-second-lock':
    'Write down the mitigation you would apply and hand it to an engineer who may change production.',
  'unversioned-needs-server': 'Hand the change to an engineer who may change production.',
  'key-of-approver': 'Whoever signs uses a key that the trust folder lists for them.',
  'decision-as-signed': 'A person makes it with the command for it; baton --help names them.',
  'key-unrevoked': another,
  'key-unexpired': another,
  'decision-in-time': 'Check the clock of the machine that signs, then sign again.',
  'decide-once': 'Look at the decision with get_request or baton show.',
  'apply-once': 'Look at the outcome with get_request; never write the change by another way.',
  'reason-redacted': 'Write it without personal data.',
  'receiver-is-not-sender': 'The engineer who takes over acknowledges.',
  'requester-known':
    'Whoever keeps the trust folder, a person, adds the requester to people.yaml; then propose the change again.',
  ...Object.fromEntries(actRules.map(({ id, hint }) => [id, hint])),
}

/** A refusal that names its rule. */
export function refusal(
  rule: string,
  message: string,
  more: { code?: Code; hint?: string; detail?: string } = {},
): HandoffError {
  const { code = codes[rule] ?? 'DENIED', hint = hints[rule], detail } = more
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
