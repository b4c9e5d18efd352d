import { everywhere, isAlnum, isVaried, matchEnd, type Span, type TextClass } from '../class.ts'
import { isPlaceholder, isRandom } from '../placeholder.ts'

/** A token known by a mark inside it: what follows the mark's first character, and what stands before. */
interface Marked {
  readonly name: string
  readonly mark: string
  readonly next?: string
  readonly from: RegExp
  readonly before: RegExp
  /** So many characters before the mark are looked at. */
  readonly reach: number
}

const marks: readonly Marked[] = [
  {
    name: 'azure-secret',
    mark: '~',
    from: /~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~-])/y,
    before: /(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.]{3}\dQ$/,
    reach: 6,
  },
  {
    name: 'azure-key',
    mark: '+',
    next: 'A',
    from: /\+(?:(?:ASt|ABa|AMC)[A-Za-z0-9+/]{6}==|(?:AEh|ASb|ARm)[A-Za-z0-9+/]{5}=|ACR[A-Za-z0-9]{6})(?![A-Za-z0-9+/=])/y,
    before: /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{33,76}$/,
    reach: 77,
  },
  {
    name: 'facebook-token',
    mark: '|',
    from: /\|[A-Za-z0-9_-]{27,40}(?![A-Za-z0-9_-])/y,
    before: /(?<![A-Za-z0-9])\d{15,16}$/,
    reach: 17,
  },
  {
    name: 'maxmind-token',
    mark: '_',
    next: 'm',
    from: /_mmk(?![A-Za-z0-9_])/y,
    before: /(?<![A-Za-z0-9])[A-Za-z0-9]{6}_[A-Za-z0-9]{29}$/,
    reach: 37,
  },
  {
    name: 'mailchimp-token',
    mark: '-',
    next: 'u',
    from: /-us\d{1,2}(?![A-Za-z0-9])/y,
    before: /(?<![A-Za-z0-9])[0-9a-f]{32}$/,
    reach: 33,
  },
  {
    name: 'terraform-token',
    mark: '.',
    next: 'a',
    from: /\.atlasv1\.[A-Za-z0-9=_-]{60,70}(?![A-Za-z0-9=_-])/y,
    before: /(?<![A-Za-z0-9])[A-Za-z0-9]{14}$/,
    reach: 15,
  },
]

/** Vendors' keys that are known by a mark in the middle, such as `Q~` in a client secret of Microsoft Entra. */
export const markedTokens: readonly TextClass[] = marks.map(
  ({ name, mark, next, from, before, reach }) => ({
    name,
    profiles: everywhere,
    chars: mark,
    next,
    find(text, at): Span | undefined {
      const end = matchEnd(from, text, at)
      if (end === -1) return undefined
      const head = before.exec(text.slice(Math.max(0, at - reach), at))?.[0]
      if (head === undefined) return undefined
      const value = head + text.slice(at, end)
      return isVaried(value) && !isPlaceholder(value) ? { start: at - head.length, end } : undefined
    },
  }),
)

/** Keys that begin with a digit, by the length of the digits before the first letter or sign. */
const numbered: readonly (readonly [
  name: string,
  lengths: readonly number[],
  next: string,
  shape: RegExp,
])[] = [
  ['google-token', [1], '/', /1\/\/0[A-Za-z0-9_-]{40,200}(?![A-Za-z0-9_-])/y],
  ['clickhouse-token', [1], 'b', /4b1d[A-Za-z0-9]{38}(?![A-Za-z0-9])/y],
  ['salesforce-token', [1], 'Aa', /5Aep861[A-Za-z0-9._=]{60,200}/iy],
  ['salesforce-token', [2], 'D', /00D[A-Za-z0-9]{12,15}![A-Za-z0-9_.]{60,200}/y],
  ['zoho-token', [4], '.', /1000\.[0-9a-f]{32}\.[0-9a-f]{32}(?![A-Za-z0-9])/y],
  ['telegram-token', [8, 9, 10, 11, 12], ':', /\d{8,12}:A[A-Za-z0-9_-]{34}(?![A-Za-z0-9_-])/y],
]

/** Vendors' keys that begin with a digit. */
export const numberedTokens: readonly TextClass[] = numbered.map(([name, digits, next, shape]) => ({
  name,
  profiles: everywhere,
  digits,
  next,
  find(text, at): Span | undefined {
    const end = isAlnum(text.charCodeAt(at - 1)) ? -1 : matchEnd(shape, text, at)
    return end !== -1 && isRandom(text.slice(at, end)) ? { start: at, end } : undefined
  },
}))

const signed = 'JQQJ99'

/** Microsoft's keys with a signature in their 53rd place; `AzureOpenAI` and other services. */
export const signedAzureKey: TextClass = {
  name: 'azure-key',
  profiles: everywhere,
  *scan(text): Iterable<Span> {
    for (let at = text.indexOf(signed); at !== -1; at = text.indexOf(signed, at + 1)) {
      const start = at - 52
      const run = start < 0 ? '' : text.slice(start, at + 32)
      const shape = /^[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{18,26}/.exec(run)
      if (shape && isRandom(run)) yield { start, end: start + shape[0].length }
    }
  },
}
