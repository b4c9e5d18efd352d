import { assigned } from '../assignment.ts'
import { everywhere, matchEnd, type Span, type TextClass } from '../class.ts'
import { isPlaceholder, isRandom } from '../placeholder.ts'
import { uuid } from './format.ts'
import { nameBefore } from './key-name.ts'
import { keyed } from './keyed-table.ts'

const alphabets: Readonly<Record<string, string>> = {
  x: '[0-9a-f]', a: '[a-z0-9]', w: '[a-z0-9_=-]', d: '[0-9]',
} // prettier-ignore

const vendors = keyed.map(([vendor, shapes]) => ({
  word: new RegExp(bounded(vendor)),
  shape: new RegExp(`^(?:${shapes.split(' ').map(shapeOf).join('|')})$`, 'i'),
}))
const anyVendor = new RegExp(bounded(keyed.map(([vendor]) => vendor).join('|')))

/** In a key whose words are told apart by case alone, which is lost. */
const looseVendor = new RegExp(keyed.map(([vendor]) => vendor).join('|'))

/** Not as a part of a longer word. */
function bounded(words: string): string {
  return `(?<![a-z])(?:${words})(?![a-z])`
}

function shapeOf(code: string): string {
  if (code === 'uuid') return uuid
  return code.replace(/^([xawd])(\d+)/, (_, letter: string, count: string) => {
    return `${alphabets[letter]!}{${count}}`
  })
}

/** The last part of a key after a vendor's name in words, as in `Algolia admin key`. */
const telling = /(?:key|token|secret|auth|pat|password|(?:client|access|key)[_-]?id)$/
/** What names a thing of that vendor, not a key to it. */
const harmless =
  /(?:trace|span|commit|sha\d*|hash|digest|checksum|etag|version|host|ur[il]|user|name|channel|guild|message|region|zone|cluster|build|image|index|event|request|session|job|run|page|number|count|time|date)$|public|(?<!client[_-]?|access[_-]?|key[_-]?)id$/
const likely =
  /(?:::?=|\|\||=>|={1,3}|:)[ \t]{0,16}\\{0,3}["'`]?[\w%.-]{10}[\w+/.:%=~|-]{0,200}(?![\w+/.:%=~|-])/y
const mostValue = 200

/** What a key that names a vendor is set to, when it has the shape of that vendor's keys. */
export const keyedTokens: TextClass = {
  name: 'vendor-key',
  profiles: everywhere,
  ownsKey: (key) => !harmless.test(key) && (telling.test(key) || looseVendor.test(key)),
  find(text, at): Span | undefined {
    const found = matchEnd(likely, text, at) === -1 ? undefined : assigned(text, at, mostValue)
    if (!found || found.end - found.start < 12) return undefined
    const value = text.slice(found.start, found.end)
    if (!isRandom(value) && !/^\d{16,19}$/.test(value)) return undefined
    const name = nameBefore(text, at)
    if (!anyVendor.test(name)) return undefined
    const fits = vendors.some(({ word, shape }) => word.test(name) && shape.test(value))
    return fits && !isPlaceholder(value) ? found : undefined
  },
}
