import type { Redactor } from '../../ports/redactor.ts'
import type { Found } from './mine.ts'
import { shownSpecimen } from './specimen.ts'

const longestShown = 200

/** The patterns as rows for people. */
export function tableOf(
  { lines, patterns, isCrowded }: Found,
  top: number,
  redactor: Redactor,
): string {
  const shown = patterns.slice(0, top)
  const held = shown.reduce((sum, { tally }) => sum + tally.count, 0)
  const mined = patterns.reduce((sum, { tally }) => sum + tally.count, 0)
  const head = `${grouped(lines)} lines, ${grouped(patterns.length)} patterns; the ${shown.length} below hold ${percent(held, mined)}. ${reading(isCrowded)}`
  const rows = shown.map(({ id, template, tally }) => {
    const seen = `lines ${grouped(tally.firstMs)} to ${grouped(tally.lastMs)}`
    const figures = [grouped(tally.count).padStart(11), percent(tally.count, mined).padStart(6)]
    return [
      `${id} ${figures.join(' ')}  ${seen}`,
      `  ${short(template)}`,
      `  e.g. ${short(shownSpecimen(redactor, tally.exemplar))}`,
    ].join('\n')
  })
  return `${[head, ...rows].join('\n')}\n`
}

/** The patterns as one JSON object. */
export function jsonOf(
  { lines, continued, patterns, isCrowded }: Found,
  top: number,
  redactor: Redactor,
): string {
  const mined = patterns.reduce((sum, { tally }) => sum + tally.count, 0)
  const shown = patterns.slice(0, top)
  const held = shown.reduce((sum, { tally }) => sum + tally.count, 0)
  const found = {
    lines,
    continued,
    sampled: false,
    crowded: isCrowded,
    total: patterns.length,
    coverage: mined === 0 ? 0 : Math.floor((100 * held) / mined),
    patterns: shown.map(({ id, template, tally }) => ({
      id,
      template,
      count: tally.count,
      share: Number((tally.count / mined).toFixed(4)),
      firstLine: tally.firstMs,
      lastLine: tally.lastMs,
      exemplar: shownSpecimen(redactor, tally.exemplar),
    })),
  }
  return `${JSON.stringify(found)}\n`
}

function reading(isCrowded: boolean): string {
  return isCrowded
    ? 'Every line was read; there were more kinds than fit, so that rare ones may stand together.'
    : 'Every line was read, none was sampled.'
}

function short(text: string): string {
  if (text === '') return '(empty)'
  return text.length <= longestShown ? text : `${text.slice(0, longestShown - 1)}…`
}

function grouped(count: number): string {
  return count.toLocaleString('en-US')
}

function percent(part: number, all: number): string {
  return all === 0 ? '0 %' : `${(Math.floor((1_000 * part) / all) / 10).toFixed(1)} %`
}
