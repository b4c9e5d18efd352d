import { table } from '../figures.ts'
import { coverOf, maskOf } from './cover.ts'
import { idMakers } from './id-makers.ts'
import { createDice } from './id-parts.ts'
import { share, type Show } from './report.ts'
import { baton, type Subject } from './subject.ts'

const each = 200

/** Made numbers with a valid check: named in a ticket, as a field of a log, bare in a ticket, and bare with a wrong check. */
export async function idsTable(show: Show): Promise<string> {
  const dice = createDice(20_261_123)
  const [text, log] = [baton('text'), baton('log')]
  const rows: string[][] = []
  for (const { name, label, key, make } of idMakers) {
    const found = [0, 0, 0, 0]
    for (let n = 0; n < each; n++) {
      const value = make(dice)
      const ways: readonly [Subject, string, string][] = [
        [text, `please correct it, my ${label} is `, value],
        [log, `level=warn msg="lookup failed" ${key}=`, quoted(value)],
        [text, 'the customer wrote ', value],
        [text, 'the customer wrote ', withWrongCheck(value)],
      ]
      for (const [way, [subject, before, written]] of ways.entries()) {
        if (await isHidden(subject, before, written)) found[way]!++
        else if (way < 3)
          show(`id:${way}`, name, before + written, {
            start: before.length,
            end: before.length + written.length,
          })
      }
    }
    rows.push([name, ...found.map((count) => share(count / each))])
  }
  return [
    table([
      ['number', 'named in a ticket', 'field of a log', 'bare in a ticket', 'bare, wrong check'],
      ...rows,
    ]),
    '',
    `${each} made numbers of each kind. Bare ones are hidden where their shape is unmistakable; some with a wrong check are taken for a phone number.`,
  ].join('\n')
}

async function isHidden(subject: Subject, before: string, written: string): Promise<boolean> {
  const line = `${before}${written} since 08:15Z`
  const mask = maskOf(line.length, await subject.find(line))
  return coverOf(line, mask, { start: before.length, end: before.length + written.length }).full
}

function quoted(value: string): string {
  return value.includes(' ') ? `"${value}"` : value
}

/** The last character moved on by one. */
function withWrongCheck(value: string): string {
  const last = value.at(-1)!
  const next = /\d/.test(last)
    ? String((Number(last) + 1) % 10)
    : last === 'Z'
      ? 'A'
      : String.fromCharCode(last.charCodeAt(0) + 1)
  return value.slice(0, -1) + next
}
