import type { Span } from './class.ts'

/** What follows a number of a switchboard, for a pattern. */
export const phoneExtension = String.raw`(?:[ ,]{0,2}(?:x|#|extn?\.?|extension|doorkiesnummer|durchwahl|poste|ramal|anexo|int\.?|wew\.?|доб\.?) ?\d{1,6}(?!\d))?`

const extensionAtEnd = new RegExp(`${phoneExtension}$`, 'i')
const northAmerican =
  /^(?:\+?1[ .-]?|001[ .-]?)?(?:\(\d{3}\)[ .-]?|\d{3}[-. /]|1-\d{3}-)\d{3}[-. ]\d{4}$/
const plainNorthAmerican = /^1?[2-9]\d\d[2-9]\d{6}$/
/** National form with its 0, international with two, and mobile numbers of China. */
const plainNational = /^(?:0[1-9]\d{7,9}|00[1-9]\d{8,12}|1[3-9]\d{9})$/
const dateLike =
  /^(?:19|20)\d\d[-/. ]\d{1,2}[-/. ]\d{1,2}(?:\D|$)|^\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d(?:\D|$)|^\d{1,2}[-/.]\d{1,2}[-/.]\d\d(?: |$)/
const oneSeparator = /^\d+(?:(?: \d+)+|(?:-\d+)+)$/
const thousands = /^\d{1,3}([ .])\d{3}(?:\1\d{3})*$/

/** The hit of a number; its token stands for the digits. */
export function phoneSpan(found: string, start: number, from = start): Span {
  return { start: from, end: start + found.length, value: found.replace(/[^\d+]/g, '') }
}

/** How much a shape says: `sure` alone, `likely` with a word about phones near it. `goesOn` when digits stand before it. */
export function phoneShape(shape: string, goesOn: boolean): 'sure' | 'likely' | 'no' {
  const core = shape.replace(extensionAtEnd, '')
  const digits = core.replace(/\D/g, '')
  if (digits.length < 5 || digits.length > 17 || dateLike.test(core)) return 'no'
  if (northAmerican.test(core) || plainNorthAmerican.test(core) || plainNational.test(core)) {
    return 'sure'
  }
  const groups = core.split(/\D+/).filter((group) => group !== '')
  const isSpread = groups.length > 1 && groups.length < 8
  if (isSpread && digits.length >= 7 && core.includes('(') && core.includes(')')) return 'sure'
  const isNational = digits[0] === '0' && groups[0]!.length > 1 && groups[0]!.length < 6
  if (isSpread && isNational && digits.length >= 9 && digits.length < 16) return 'sure'
  if (isSpread && core !== shape && digits.length >= 7) return 'sure'
  if (!goesOn && oneSeparator.test(core) && isUneven(groups) && !thousands.test(core)) return 'sure'
  return 'likely'
}

/** Three groups or more of two to four digits, not all of one size, ten to thirteen in all, as only phones are written. */
function isUneven(groups: readonly string[]): boolean {
  const sizes = groups.map((group) => group.length)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  return (
    groups.length >= 3 &&
    total >= 9 &&
    total <= 13 &&
    sizes.every((size) => size >= 2 && size <= 4) &&
    new Set(sizes).size > 1 &&
    sizes.join('') !== '324'
  )
}
