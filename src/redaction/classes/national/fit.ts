import { isAlnum, isDigit, matchEnd, type Span } from '../class.ts'
import type { Shape } from './shapes.ts'

/** A number at its place, upper-case and without separators. */
export interface Found extends Span {
  readonly value: string
}

/** The shape at that place, free on both sides. */
export function fitsFrom(shape: Shape, text: string, start: number): Found | undefined {
  if (start < 0) return undefined
  if (shape.mark !== 0 && text.charCodeAt(start + shape.markAt) !== shape.mark) return undefined
  if (!startsFree(text, start)) return undefined
  const end = matchEnd(shape.pattern, text, start)
  if (end === -1 || !endsFree(text, end)) return undefined
  const found = text.slice(start, end).toUpperCase()
  const value = shape.keepsSign ? found : found.replace(/[^0-9A-Z]/g, '')
  return { start, end, value, class: shape.kind.name }
}

export function startsFree(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  return !(isAlnum(before) || before === 95 || before === 45 || before === 46)
}

function endsFree(text: string, end: number): boolean {
  const next = text.charCodeAt(end)
  if (isAlnum(next) || next === 95) return false
  return !(next === 45 || next === 46 || next === 47) || !isDigit(text.charCodeAt(end + 1))
}

/** True when its letters are capitals. */
export function isUpper(text: string, { start, end }: Span): boolean {
  const found = text.slice(start, end)
  return found === found.toUpperCase()
}
