import { hole, kindOf, mark, setOf } from './characters.ts'

/** Writes a shape: its words parted by single spaces, a hole for each value. */
export interface Pen {
  readonly codes: Uint16Array
  /** So many codes are written. */
  length: number
  /** Where the present word begins. */
  word: number
  /** Where the last name of letters, digits, dots, hyphens and underscores begins. */
  name: number
  /** How many dots that name has. */
  dots: number
  /** Past the last hole of the present word, or -1. */
  holeEnd: number
  /** How many runs stand since that hole; a long one counts as many. */
  runsSince: number
  /** Letters in the present word. */
  letters: number
  words: number
  /** Where the word before begins, or -1. */
  before: number
}

const mostCodes = 2_200

export function newPen(): Pen {
  return {
    codes: new Uint16Array(mostCodes),
    length: 0,
    word: 0,
    name: 0,
    dots: 0,
    holeEnd: -1,
    runsSince: 0,
    letters: 0,
    words: 0,
    before: -1,
  }
}

/** A hole in place of all that is written from `from` on. */
export function putHole(pen: Pen, from: number): void {
  pen.codes[from] = hole
  pen.length = from + 1
  pen.holeEnd = pen.length
  pen.runsSince = 0
}

const parting = setOf('=()[]{}"\'<>;|')

/** Whether nothing but marks that join and a short run stand between the last hole and the end. */
export function joinsHole(pen: Pen): boolean {
  if (pen.holeEnd < 0 || pen.runsSince > 1) return false
  for (let i = pen.holeEnd; i < pen.length; i++) {
    const code = pen.codes[i]!
    if (code < 128 && parting[code] === 1) return false
  }
  return true
}

/** Whether a word is made of holes and marks alone. */
export function isBare(pen: Pen, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const code = pen.codes[i]!
    if (code !== hole && kindOf(code) !== mark) return false
  }
  return true
}

/** The words of the shape that was written. */
export function wordsOf({ codes, length }: Pen): readonly string[] {
  return String.fromCharCode(...codes.subarray(0, length)).split(' ')
}
