import { fillTemplate } from './engine.ts'

/** A policy as the matrix prints it; `effect` is permit or forbid. */
export interface PolicyLine {
  readonly id: string
  readonly control: string
  readonly title: string
  readonly effect: string
}

/** A guard of the server, G1 to G11, with the control it serves. */
export interface GuardLine {
  readonly id: string
  readonly promise: string
  readonly control: string
  readonly evidence: string
}

/** What Baton itself holds, whatever a customer's policies say, and where an auditor sees it. */
export const guards: readonly GuardLine[] = [
  guard(
    'G1',
    'CC6.1',
    'No customer PII and no secret leaves the server',
    'call.answered entries count what was hidden; baton redact --report shows the engine at work',
  ),
  guard(
    'G2',
    'CC8.1',
    'Nothing changes in production without a grant by another human',
    'change.proposed, change.decided with its signature, change.applied; baton show REQ',
  ),
  guard(
    'G3',
    'CC7.3',
    'Bypassing a rotation needs the incident commander',
    'escalation.sent entries; the rota in the trust folder',
  ),
  guard(
    'G4',
    'CC6.3',
    'Elevated access is asked for, granted, limited and closed on the record',
    'change.* entries; no other path grants access',
  ),
  guard(
    'G5',
    'CC7.3',
    'Every timestamp is UTC and every timeline row names its region',
    'baton lint FILE; timeline.md in the knowledge folder',
  ),
  guard(
    'G6',
    'CC7.2',
    'Every attempt is on the record before its effect, and any later edit shows',
    'baton verify; the checkpoint in the footer of packet.md',
  ),
  guard(
    'G7',
    'CC7.4',
    'A packet is refused while incomplete, stale, unlinted or unredacted',
    'document.rendered entries with the digest of each file; call.refused entries with INCOMPLETE',
  ),
  guard(
    'G8',
    'CC7.4',
    'A reproduction is run, or its deviations are written down',
    'reproduction.recorded entries',
  ),
  guard(
    'G9',
    'CC2.3',
    'Updates go out every 60 minutes at the latest',
    'applied publications and note.recorded entries of type update_sent against the cadence',
  ),
  guard(
    'G10',
    'CC7.4',
    'Receivers acknowledge within the agreed time, or Baton escalates',
    'handoff.acknowledged and escalation.sent entries; comments on the ticket',
  ),
  guard(
    'G11',
    'CC6.8',
    'Text from logs, tickets, commits and chat is data, never an instruction',
    'call.answered entries count what was stripped; tests through the door',
  ),
]

/** The SOC 2 matrix as Markdown, from the policies in force and the guards; every policy and guard stands in exactly one row. */
export function renderControlMatrix(
  template: string,
  policies: readonly PolicyLine[],
  links: readonly string[] = [],
): Promise<string> {
  const controls = [
    ...new Set([
      ...policies.map(({ control }) => control),
      ...guards.map(({ control }) => control),
    ]),
  ].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  const view = {
    controls: controls.map((id) => ({
      id,
      criterion: Object.hasOwn(criteria, id) ? (criteria[id] ?? '') : 'Customer control',
      policies: policies.filter(({ control }) => control === id).length,
      guards: guards.filter(({ control }) => control === id).map((each) => each.id),
    })),
    policies,
    guards,
  }
  return fillTemplate(template, view, links)
}

/** What each criterion of the common criteria is about, in our words. */
const criteria: Readonly<Record<string, string>> = {
  'CC2.3': 'Communication with parties outside',
  'CC6.1': 'Logical access and protection of information',
  'CC6.2': 'Registration of users before access',
  'CC6.3': 'Access by role, least privilege, separation of duties',
  'CC6.6': 'Protection against threats from outside',
  'CC6.7': 'Restriction of transmission and removal of information',
  'CC6.8': 'Prevention of unauthorised or malicious input',
  'CC7.1': 'Detection of configuration changes',
  'CC7.2': 'Monitoring and logging of anomalies',
  'CC7.3': 'Evaluation of security events',
  'CC7.4': 'Response to incidents',
  'CC7.5': 'Recovery from incidents',
  'CC8.1': 'Change management: authorised, documented, approved',
}

function guard(id: string, control: string, promise: string, evidence: string): GuardLine {
  return { id, control, promise, evidence }
}
