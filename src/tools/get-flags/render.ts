import { fencedRows, inline, type View } from '../../domain/fence.ts'
import { minuteOf } from '../../domain/time.ts'
import { gapLines } from '../shared/gap-lines.ts'
import type { Label, Output, Row, State, Targeting } from './output.ts'

/** The flags as a table, one column for each environment, then what to try and why; what a flag file says stands in a fence. */
export function renderFlags(answer: Output, view: View): string {
  const { conclusion, environments, window, onset, flags, permutations, gaps } = answer
  const at = onset.at === undefined ? 'unknown' : `${minuteOf(onset.at)} (${onset.from})`
  return [
    `${conclusion} Changes looked for from ${minuteOf(window.from)} to ${minuteOf(window.to)}; onset ${at}.`,
    ...fencedRows(view, 'flags', [
      ...(flags.length === 0
        ? []
        : [
            `| flag | ${environments.join(' | ')} | differs in | last change (UTC) |`,
            `|-|${environments.map(() => '-|').join('')}-|-|`,
            ...flags.map((row) => tableRow(row, environments)),
          ]),
      ...(permutations.length === 0 ? [] : ['', 'Worth trying, one run each:']),
      ...permutations.map(
        ({ flags: set, like, why }) => `- ${set.join(', ')}, the rest like ${like}: ${why}`,
      ),
    ]),
    `${answer.returned} of ${answer.total} flags shown${answer.cursor === undefined ? '' : `; more: cursor ${answer.cursor}`}. ${answer.otherChanges} other flag changes in the window.`,
    ...gapLines(view, gaps),
  ].join('\n')
}

function tableRow(
  { flag, states, differs, changes }: Row,
  environments: readonly string[],
): string {
  const [last] = changes
  const cells = [
    shown(flag),
    ...environments.map((name) =>
      stateWords(states.find(({ environment }) => environment === name)),
    ),
    differs.join(', '),
    last === undefined ? '' : `${minuteOf(last.at)} ${shown(last.id)}`,
  ]
  return `| ${cells.join(' | ')} |`
}

function stateWords(state: State | undefined): string {
  if (state === undefined) return 'absent'
  const { on, version, served, targeting, readOnly } = state
  const parts = [
    `${on ? 'on' : 'off'} v${shown(version)} serves ${shown(served)}`,
    ...(targeting ? targetingWords(targeting) : []),
    ...(readOnly ? ['read only'] : []),
  ]
  return parts.join('; ')
}

function targetingWords({
  individuals,
  rules,
  moreRules = 0,
  prerequisites,
}: Targeting): readonly string[] {
  const attributes = [...new Set(rules.flatMap((rule) => rule.attributes))]
  const count = rules.length + moreRules
  return [
    ...(individuals > 0 ? [`${individuals} named one by one`] : []),
    ...(count > 0
      ? [`${count} ${count === 1 ? 'rule' : 'rules'} over ${attributes.join(', ')}`]
      : []),
    ...(prerequisites.length > 0 ? [`needs ${prerequisites.map(shown).join(', ')}`] : []),
  ]
}

function shown(label: Label): string {
  return typeof label === 'string' ? label : inline(label.text, 40)
}
