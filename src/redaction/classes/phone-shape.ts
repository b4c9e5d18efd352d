import { isDigit, type Span } from './class.ts'

/** What follows a number of a switchboard, for a pattern. */
export const phoneExtension = String.raw`(?:[ ,]{0,2}(?:x|#|extn?\.?|extension|doorkiesnummer|durchwahl|poste|ramal|anexo|int\.?|wew\.?|доб\.?) ?\d{1,6}(?!\d))?`

/** What only an extension has in it. */
const hasExtension = /[^\d ()./+-]/
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
  const core = hasExtension.test(shape) ? shape.replace(extensionAtEnd, '') : shape
  const sizes = groupSizes(core)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (total < 5 || total > 17 || dateLike.test(core)) return 'no'
  if (northAmerican.test(core) || plainNorthAmerican.test(core) || plainNational.test(core)) {
    return 'sure'
  }
  const isSpread = sizes.length > 1 && sizes.length < 8
  if (isSpread && total >= 7 && core.includes('(') && core.includes(')')) return 'sure'
  const isNational = sizes[0]! > 1 && sizes[0]! < 6 && /^\D*0/.test(core)
  if (isSpread && isNational && total >= 9 && total < 16) return 'sure'
  if (isSpread && core !== shape && total >= 7) return 'sure'
  if (!goesOn && isUneven(sizes, total) && oneSeparator.test(core) && !thousands.test(core))
    return 'sure'
  return 'likely'
}

/** How many digits stand together, group by group. */
function groupSizes(core: string): readonly number[] {
  const sizes: number[] = []
  let from = -1
  for (let i = 0; i <= core.length; i++) {
    const inside = i < core.length && isDigit(core.charCodeAt(i))
    if (inside && from === -1) from = i
    if (inside || from === -1) continue
    sizes.push(i - from)
    from = -1
  }
  return sizes
}

/** Three groups or more of two to four digits, not all of one size, ten to thirteen in all, as only phones are written. */
function isUneven(sizes: readonly number[], total: number): boolean {
  return (
    sizes.length >= 3 &&
    total >= 9 &&
    total <= 13 &&
    sizes.every((size) => size >= 2 && size <= 4) &&
    sizes.some((size) => size !== sizes[0]) &&
    sizes.join('') !== '324'
  )
}
