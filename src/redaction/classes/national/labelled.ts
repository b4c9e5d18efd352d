import { isLetter, matchAt, matchEnd, type Span } from '../class.ts'
import { fitsFrom, type Found, startsFree } from './fit.ts'
import type { IdKind } from './kind.ts'
import type { Labels, Owners } from './labels.ts'
import type { Shape } from './shapes.ts'

const paper = /(?:[A-Z]{1,6}[- ]?)?\d(?:[-./ ]?\d|[A-Z](?![A-Z]{2})){3,19}(?![A-Za-z0-9])/iy
const toLabel =
  / {0,2}(?:\(|\[|- |is (?:my|the|his|her|their)|as (?:my|the|his|her)|was (?:my|the))/y
const reach = 48
/** Two runs of letters may stand before the digits of a number. */
const longestLead = 13
/** No number with what links it to its label is longer than what is added. */
const farBehind = reach + 64

/** The number around that run of digits in a ticket when a label names it: a few words away, or in brackets behind. */
export function labelled(
  labels: Labels,
  text: string,
  at: number,
  shapes: readonly Shape[],
): Span | undefined {
  if (!labels.mayTell(text, at - reach - longestLead, at + farBehind)) return undefined
  for (const start of startsAt(text, at)) {
    if (!startsFree(text, start)) continue
    if (!labels.mayTell(text, Math.max(0, start - reach), start)) continue
    const owners = labels.before(text.slice(Math.max(0, start - reach), start), false)
    const span = owners && firstOwned(text, at, shapes, owners, start)
    if (span) return span
  }
  return labelledBehind(labels, text, at, shapes)
}

/** Letters in front of the digits may belong to the number: `A1234567`, `AB 123456`, but not those of `SSN 536323065`. */
function startsAt(text: string, at: number): readonly number[] {
  const start = leadStart(text, at)
  const before = text.charCodeAt(start - 1)
  if (start < at || (before !== 32 && before !== 45)) return [start]
  const lead = leadStart(text, start - 1)
  return lead < start - 1 ? [start, lead] : [start]
}

function firstOwned(
  text: string,
  at: number,
  shapes: readonly Shape[],
  owners: Owners,
  start: number,
): Span | undefined {
  for (const shape of shapes) {
    const span = owned(shape, owners, fitsFrom(shape, text, at - shape.lead))
    if (span) return span
  }
  return paperNumber(owners, text, start)
}

function leadStart(text: string, at: number): number {
  let start = at
  while (start > 0 && at - start < 6 && isLetter(text.charCodeAt(start - 1))) start--
  return start
}

/** `44051401359 (PESEL)`, `536-32-3065 is my SSN`. */
function labelledBehind(
  labels: Labels,
  text: string,
  at: number,
  shapes: readonly Shape[],
): Span | undefined {
  if (!labels.mayTell(text, at, at + farBehind)) return undefined
  for (const shape of shapes) {
    const span = fitsFrom(shape, text, at - shape.lead)
    const owners =
      span &&
      matchEnd(toLabel, text, span.end) !== -1 &&
      labels.after(text.slice(span.end, span.end + reach))
    if (owners && owned(shape, owners, span)) return span
  }
  return undefined
}

function owned(shape: Shape, owners: Owners, span: Found | undefined): Found | undefined {
  const force = span && owners.kinds.get(shape.kind)
  if (force === undefined) return undefined
  const checks = shape.kind.check?.(span!.value)
  return checks === true || (force === 'strong' && /\d{4}|[A-Z]\d/.test(span!.value))
    ? span
    : undefined
}

/** The longest number at that place of a kind whose label was read, else that of a paper. */
export function ofOwners(
  shapesOfKind: ReadonlyMap<IdKind, readonly Shape[]>,
  owners: Owners,
  text: string,
  start: number,
): Span | undefined {
  if (!startsFree(text, start)) return undefined
  let longest: Span | undefined
  for (const kind of owners.kinds.keys()) {
    for (const shape of shapesOfKind.get(kind) ?? []) {
      const span = owned(shape, owners, fitsFrom(shape, text, start))
      if (span && span.end > (longest?.end ?? 0)) longest = span
    }
  }
  return longest ?? paperNumber(owners, text, start)
}

/** A number of a paper: at least five of its characters are digits. */
function paperNumber(owners: Owners, text: string, start: number): Span | undefined {
  if (owners.document === undefined || !startsFree(text, start)) return undefined
  const match = matchAt(paper, text, start)
  if (!match || match[0].replace(/\D/g, '').length < 5) return undefined
  const value = match[0].replace(/[^0-9A-Za-z]/g, '').toUpperCase()
  return { start, end: start + match[0].length, value, class: owners.document }
}
