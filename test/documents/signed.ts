import { at, type incidentOf } from './case.ts'

type Drafts = Parameters<typeof incidentOf>[0]

const proof = { key: 'SHA256:x', statement: '{}', signature: 's', simulated: false }

/**
 * Everything that people sign about an incident, with reasons by `next`; `seq` is the entry of the first draft. Glass is
 * broken twice: ines is objected to and countersigned by lee, noor stays open.
 */
export function signedDrafts(next: () => string, seq: number): Drafts {
  const about = { ...proof, breaking: seq, done: 'd'.repeat(64), requests: ['REQ-1'] }
  return [
    {
      kind: 'glass.broken',
      minute: 14,
      body: { ...proof, by: 'ines', reason: next(), until: at(44) },
    },
    {
      kind: 'glass.objected',
      minute: 50,
      body: { ...about, by: 'lee', reason: next(), late: false },
    },
    {
      kind: 'glass.countersigned',
      minute: 1_500,
      body: { ...about, by: 'lee', reason: next(), late: true, simulated: true },
    },
    {
      kind: 'glass.broken',
      minute: 1_501,
      body: { ...proof, by: 'noor', reason: next(), until: at(1_531), simulated: true },
    },
    {
      kind: 'severity.lowered',
      minute: 1_502,
      body: { ...proof, by: 'ines', reason: next(), from: 'SEV2', to: 'SEV3', simulated: true },
    },
    {
      kind: 'command.handed',
      minute: 1_503,
      body: { ...proof, by: 'ines', reason: next(), from: 'ines', to: 'noor' },
    },
  ]
}
