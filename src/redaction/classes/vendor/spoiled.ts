import { nameBefore } from './key-name.ts'
import { keyed } from './keyed-table.ts'
import { formats } from './tokens.ts'

/** Vendors all of whose keys are small hexadecimal digits, with the lengths and with how some of them begin. */
const hexadecimal = keyed
  .filter(([, shapes]) => /^x\d+(?: x\d+)*$/.test(shapes))
  .map(([vendor, shapes]) => ({
    word: new RegExp(`(?<![a-z])(?:${vendor})(?![a-z])`),
    lengths: shapes.split(' ').map((shape) => Number(shape.slice(1))),
    begins: formats.filter((format) => format[0] === vendor).map((format) => format[1]),
  }))

const likely = /^[0-9A-Za-z]{32,96}$/
const mostOther = 2

/**
 * True when a key that names a vendor is set to that vendor's digits but for one or two letters in the middle, which
 * none of its keys can hold: an invented example. What is cut short, may have grown longer in a new format or holds a
 * whole key between such letters counts as secret.
 */
export function isSpoiled(text: string, at: number, value: string): boolean {
  if (!likely.test(value)) return false
  const name = nameBefore(text, at)
  return hexadecimal.some(({ word, lengths, begins }) => {
    if (!word.test(name)) return false
    const begin = begins.find((start) => value.startsWith(start)) ?? ''
    const runs = value.slice(begin.length).split(/[^0-9a-f]/)
    const length = value.length - begin.length
    return (
      runs.length > 1 &&
      runs.length <= mostOther + 1 &&
      runs[0] !== '' &&
      runs.at(-1) !== '' &&
      length >= Math.min(...lengths) &&
      !runs.some((run) => lengths.includes(run.length))
    )
  })
}
