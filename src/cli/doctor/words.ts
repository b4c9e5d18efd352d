import { plain } from '../decide/plain.ts'
import type { Check } from './examine.ts'

type State = Check['state']

/** The worst of all states. */
export function outcomeOf(checks: readonly Check[]): State {
  const worst: readonly State[] = ['failed', 'warning', 'ok']
  return worst.find((state) => checks.some((check) => check.state === state)) ?? 'ok'
}

const closing: Readonly<Record<State, string>> = {
  ok: 'Nothing is the matter.',
  warning: 'Nothing failed.',
  failed: 'Something FAILED.',
}

/** One line for each finding, and what follows from them all. */
export function inLines(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ about }) => about.length))
  const rows = checks.map(({ about, source, state, message }) => {
    const mark = state === 'failed' ? 'FAILED' : state
    return `${mark.padEnd(7)}  ${about.padEnd(width)}  ${plain(source)}: ${plain(message)}`
  })
  return [...rows, '', closing[outcomeOf(checks)]].join('\n')
}
