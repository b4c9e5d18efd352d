import { foldCase, isUnspaced } from '../letters.ts'

const mostWords = 8
const leastLogin = 4
const longestLogin = 8
const legalForms = new Set(
  'inc incorporated ltd limited llc llp plc corp corporation co company gmbh ag kg ohg ug se mbh sa sas sarl srl spa sl bv nv ab as asa oy oyj aps kft zrt sro doo zoo kk pty pte bhd ltda eood ооо оао зао αε επε 株式会社 有限公司 주식회사'.split(
    ' ',
  ),
)

/** True for what says which kind of company it is. */
export function isForm(word: string | undefined): boolean {
  return word !== undefined && legalForms.has(foldCase(word))
}

/** Every stretch of a name, its reverse, and first and last without what stands between. */
export function partsOf(words: readonly string[]): readonly (readonly string[])[] {
  const first = words[0] ?? ''
  const last = words.at(-1) ?? ''
  const alone = words.flatMap((word) => [[word], ...givenName(word), ...withoutDigits(word)])
  if (words.length === 1 || words.length > mostWords) return alone
  const stretches = words.flatMap((_, from) =>
    words
      .slice(from + 1)
      .map((_next, more) => words.slice(from, from + more + 2))
      .filter((stretch) => stretch.some((word) => word.length > 3)),
  )
  const turned = [...words.slice(1), first]
  const familyFirst = [last, ...words.slice(0, -1)]
  return [
    ...alone,
    ...stretches,
    words.toReversed(),
    turned,
    familyFirst,
    [first, last],
    [last, first],
  ]
}

/** What follows a family name of one or two characters in Chinese, Japanese and Korean names of three or four, and that itself. */
function givenName(name: string): readonly (readonly string[])[] {
  if (!isUnspaced(name)) return []
  if (name.length === 2) return [[name[0]!], [name[1]!]]
  if (name.length === 3) return [[name.slice(1)], [name[0]!]]
  return name.length === 4 ? [[name.slice(2)], [name.slice(0, 2)]] : []
}

/** `gudrun85` is also a Gudrun. */
function withoutDigits(word: string): readonly (readonly string[])[] {
  const letters = word.replace(/\d+$/, '')
  return letters !== word && letters.length >= leastLogin ? [[letters]] : []
}

type Initials = readonly [sequence: readonly string[], how: 'plain' | 'tight' | 'dotted']

/**
 * How first and last names are shortened in signatures and log-in names: `g. feldmann`, `feldmann g`, `gfeldmann`,
 * `feldmanng`, `gudrunf`. `samples` is no log-in name of Sam Sample but the plural of a common word, and `a service` no
 * short form of Ann Service. `units` are the words of the name, those that a hyphen or an apostrophe joins together.
 */
export function initialForms(
  units: readonly (readonly string[])[],
  isTelling: (word: string) => boolean,
): readonly Initials[] {
  const first = units[0] ?? []
  const last = units.at(-1) ?? []
  const family = last.join('')
  const given = first.join('')
  if (units.length < 2 || units.length > mostWords || isUnspaced(given + family)) return []
  if (/^\d|^\d+$/.test(given) || /^\d+$/.test(family)) return []
  const f = given[0]!
  const l = family[0]!
  const found: Initials[] = []
  if (family.length >= leastLogin) {
    const login = `${f}${family}`
    found.push([[`${f}${last[0]}`, ...last.slice(1)], 'plain'], [[login], 'plain'])
    if (login.length > longestLogin) found.push([[login.slice(0, longestLogin)], 'plain'])
    const isClear = last.some(isTelling) || (last.length > 1 && isTelling(family))
    if (isClear) {
      found.push([[f, ...last], 'tight'], [[`${family}${f}`], 'plain'], [[...last, f], 'tight'])
    } else found.push([[f, ...last], 'dotted'])
    const middle = units.slice(1, -1).map((unit) => unit[0]![0]!)
    if (middle.length > 0) {
      found.push([[f, ...middle, ...last], isClear ? 'tight' : 'dotted'])
      found.push([[...first, ...middle, ...last], 'tight'])
    }
    const double = first.length > 1 ? first.map((word) => word[0]!) : []
    if (double.length > 0) found.push([[...double, ...last], isClear ? 'tight' : 'dotted'])
  }
  if (first.some(isTelling)) {
    found.push([[...first.slice(0, -1), `${first.at(-1)}${l}`], 'plain'], [[...first, l], 'tight'])
  }
  return found
}
