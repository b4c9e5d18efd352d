import { blank, digit, kindOf, letter, mark, rawKind } from './characters.ts'
import { maskHost } from './host.ts'
import { type Pen, putHole } from './pen.ts'
import { addressEnd, hostEnd, pathEnd, portEnd, tokenEnd } from './spans.ts'

/** Reads the mark at `at` and the value it may belong to; returns where to read on. */
export function readMark(text: string, at: number, from: number, end: number, pen: Pen): number {
  const code = text.charCodeAt(at)
  const next = at + 1 < end ? text.charCodeAt(at + 1) : 32
  const nextKind = rawKind(next)
  if (code === 0xab || (code === 60 && next === 42)) {
    const stop = tokenEnd(text, at, end)
    if (stop > 0) return holed(pen, pen.length, stop)
  }
  if ((code === 45 || code === 43) && nextKind === digit && isSign(text, at, from)) return at + 1
  if (code === 47 && next > 32 && startsValue(pen)) {
    const stop = pathEnd(text, at, end)
    if (stop > 0) return holed(pen, pen.length, stop)
  }
  if (code === 58) {
    const stop = afterColon(text, at, end, pen)
    if (stop > 0) return holed(pen, pen.name, stop)
  }
  if (code === 64 && nextKind === letter && pen.length > pen.name) {
    const stop = hostEnd(text, at + 1, end)
    if (stop > 0) return holed(pen, pen.name, stop)
  }
  if (code === 46) pen.dots++
  else if (code !== 45 && code !== 95) {
    maskHost(pen)
    pen.name = pen.length + 1
    pen.dots = 0
  }
  pen.codes[pen.length++] = code
  return at + 1
}

function holed(pen: Pen, place: number, stop: number): number {
  putHole(pen, place)
  return stop
}

/** A sign belongs to its number unless a letter or a digit stands before it. */
function isSign(text: string, at: number, from: number): boolean {
  if (at === from) return true
  const kind = rawKind(text.charCodeAt(at - 1))
  return kind === blank || kind === mark
}

function startsValue(pen: Pen): boolean {
  return pen.length === pen.word || kindOf(pen.codes[pen.length - 1]!) === mark
}

/** Past an address with a scheme, a path with a drive, or the port of a host, else 0. */
function afterColon(text: string, at: number, end: number, pen: Pen): number {
  const size = pen.length - pen.name
  if (size === 0 || at + 2 >= end) return 0
  const next = text.charCodeAt(at + 1)
  if (next === 47 && text.charCodeAt(at + 2) === 47) return addressEnd(text, at + 3, end)
  if (next === 92 && size === 1) return addressEnd(text, at + 2, end)
  return pen.dots > 0 && rawKind(next) === digit ? portEnd(text, at + 1, end) : 0
}
