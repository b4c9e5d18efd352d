import { table } from '../figures.ts'
import type { Show } from './report.ts'
import { baton } from './subject.ts'

/** What the lines truly hold: addresses, and the users of sign-ins. */
const true_ = new Set(['ipv4', 'ipv6', 'mac', 'user'])

interface LogFile {
  readonly name: string
  readonly text: string
}

/** Hits on real log lines in the strict profile by class, as many in 10,000 lines. */
export async function falseHitsTable(files: readonly LogFile[], show: Show): Promise<string> {
  const subject = baton('log')
  const counts = new Map<string, { hits: number; values: Set<string>; files: Set<string> }>()
  let lines = 0
  for (const { name, text } of files) {
    lines += text.split('\n').length - 1
    for (const hit of await subject.find(text)) {
      const count = counts.get(hit.type) ?? { hits: 0, values: new Set(), files: new Set() }
      counts.set(hit.type, count)
      count.hits++
      count.values.add(text.slice(hit.start, hit.end))
      count.files.add(name)
      show(true_.has(hit.type) ? `log:${hit.type}` : 'log:false', `${name} ${hit.type}`, text, hit)
    }
  }
  const classes = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const wrong = classes.filter(([name]) => !true_.has(name))
  const sum = wrong.reduce((total, [, { hits }]) => total + hits, 0)
  const perTenThousand = (hits: number): string => ((hits / lines) * 10_000).toFixed(2)
  return [
    table([
      ['class', 'hits', 'different values', 'systems', 'in 10,000 lines'],
      ...classes.map(([name, { hits, values, files: systems }]) => [
        true_.has(name) ? name : `${name} (false)`,
        String(hits),
        String(values.size),
        [...systems].join(', '),
        perTenThousand(hits),
      ]),
    ]),
    '',
    `False hits in 10,000 of ${lines} lines: ${perTenThousand(sum)}.`,
  ].join('\n')
}
