import { blank, digit, isHexLetter, letter, mark, rawKind, setOf } from './characters.ts'

const inPath = setOf('/._-+%~$*?&=#:@')
const endsAddress = setOf('"\'<>)]},;')
const trailing = setOf('.:?')
const longestToken = 100

/** Past the end of a path of two parts and more that begins at `from`, else 0. */
export function pathEnd(text: string, from: number, end: number): number {
  let slashes = 0
  let at = from
  for (; at < end; at++) {
    const code = text.charCodeAt(at)
    const kind = rawKind(code)
    if (kind === blank || (kind === mark && (code > 127 || inPath[code] === 0))) break
    if (code === 47) slashes++
  }
  return slashes < 2 ? 0 : trimmed(text, from, at)
}

/** Past the end of an address or path whose beginning was read. */
export function addressEnd(text: string, from: number, end: number): number {
  let at = from
  for (; at < end; at++) {
    const code = text.charCodeAt(at)
    if (rawKind(code) === blank || (code < 128 && endsAddress[code] === 1)) break
  }
  return trimmed(text, from, at)
}

function trimmed(text: string, from: number, to: number): number {
  let at = to
  while (at > from + 1) {
    const code = text.charCodeAt(at - 1)
    if (code > 127 || trailing[code] === 0) break
    at--
  }
  return at
}

/** Past the end of a host's name with a dot, else 0. */
export function hostEnd(text: string, from: number, end: number): number {
  let dotted = false
  let at = from
  for (; at < end; at++) {
    const code = text.charCodeAt(at)
    const kind = rawKind(code)
    if (kind === letter || kind === digit || code === 45) continue
    if (code !== 46 || at + 1 >= end || rawKind(text.charCodeAt(at + 1)) !== letter) break
    dotted = true
  }
  return dotted ? at : 0
}

/** Past the last digit from `from` on, else 0 when a letter follows. */
export function portEnd(text: string, from: number, end: number): number {
  let at = from
  while (at < end && rawKind(text.charCodeAt(at)) === digit) at++
  return at < end && rawKind(text.charCodeAt(at)) === letter ? 0 : at
}

/** Past the end of a token of the redactor, or of a hole of a template, that begins at `from`, else 0. */
export function tokenEnd(text: string, from: number, end: number): number {
  if (text.charCodeAt(from) === 60) return text.startsWith('<*>', from) ? from + 3 : 0
  const most = Math.min(end, from + longestToken)
  for (let at = from + 1; at < most; at++) {
    const code = text.charCodeAt(at)
    if (code === 0xbb) return at + 1
    if (code === 0xab) return 0
  }
  return 0
}

/** Past the end of six pairs of hexadecimal digits, or eight groups of up to four, parted by colons or hyphens, else 0. */
export function hardwareEnd(text: string, from: number, end: number): number {
  const part = text.charCodeAt(from + 2)
  if (part !== 58 && part !== 45) return 0
  const to = from + 17
  if (to > end) return 0
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if ((at - from) % 3 === 2 ? code !== part : !isHex(code)) return 0
  }
  return to < end && rawKind(text.charCodeAt(to)) === letter ? 0 : to
}

function isHex(code: number): boolean {
  const kind = rawKind(code)
  return kind === digit || (kind === letter && code < 128 && isHexLetter(code))
}
