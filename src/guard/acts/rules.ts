import type { Code } from '../../domain/error.ts'

interface ActRule {
  readonly id: string
  readonly control: string
  readonly title: string
  /** DENIED unless said otherwise. */
  readonly code?: Code
  readonly hint: string
}

const look = 'Run the command again and read what it shows before you sign.'

/** What is held in code of what people sign about an incident, because no policy may loosen it. */
export const actRules: readonly ActRule[] = [
  {
    id: 'act-as-shown',
    control: 'CC8.1',
    title: 'What a person signs about an incident counts only for the state that they were shown',
    code: 'CONFLICT',
    hint: look,
  },
  {
    id: 'act-once',
    control: 'CC8.1',
    title: 'What a person signs about an incident counts once',
    code: 'CONFLICT',
    hint: look,
  },
  {
    id: 'glass-role',
    control: 'CC6.3',
    title: 'Glass is broken by an incident commander of that moment',
    hint: 'The incident commander on the rota decides; call them.',
  },
  {
    id: 'breaker-is-not-requester',
    control: 'CC6.3',
    title: 'Nobody breaks glass in an incident that they work or ask changes for',
    hint: 'Another incident commander must do it.',
  },
  {
    id: 'one-glass',
    control: 'CC8.1',
    title: 'Glass is broken again only after the last breaking was countersigned',
    code: 'CONFLICT',
    hint: 'See it with baton countersign; a second person signs for it.',
  },
  {
    id: 'glass-lifts-three',
    control: 'CC8.1',
    title:
      'Break-glass lifts freeze-window, production-needs-second-lock and unversioned-needs-server for 30 minutes, and nothing else',
    hint: look,
  },
  {
    id: 'countersign-after',
    control: 'CC8.1',
    title: 'A break-glass is countersigned once it is over',
    code: 'CONFLICT',
    hint: 'Wait for its end, so that the list of what was done is whole.',
  },
  {
    id: 'countersigner-is-second',
    control: 'CC6.3',
    title:
      'A break-glass is countersigned by a person who neither broke, worked, asked nor granted',
    hint: 'Somebody who had no part in it must sign.',
  },
  {
    id: 'countersign-role',
    control: 'CC6.3',
    title:
      'A break-glass is countersigned by an approver, an incident commander or the owner of a service of the incident',
    hint: 'Somebody with one of these roles must sign.',
  },
  {
    id: 'list-as-shown',
    control: 'CC8.1',
    title: 'A countersignature covers exactly the list of changes that was shown',
    code: 'CONFLICT',
    hint: look,
  },
  {
    id: 'objection-stands',
    control: 'CC7.4',
    title: 'An objection is lifted only by whoever made it',
    hint: 'Whoever objected may countersign once they are satisfied.',
  },
  {
    id: 'commander-only',
    control: 'CC7.4',
    title:
      'A severity is lowered and command is handed over by the present incident commander alone',
    hint: 'The commander whom get_incident names must sign.',
  },
  {
    id: 'severity-falls',
    control: 'CC7.4',
    title: 'A signature lowers a severity, it never raises one',
    code: 'INVALID_INPUT',
    hint: 'Whoever works the incident raises a severity with update_incident.',
  },
  {
    id: 'receiver-commands',
    control: 'CC6.3',
    title: 'Command goes only to somebody who holds the role already',
    hint: 'Name a person whom people.yaml or the rota makes incident commander now.',
  },
]
