import { assigned } from './assignment.ts'
import { everywhere, keyBefore, matchEnd, type Span, type TextClass } from './class.ts'
import { isPlaceholder, isRandom } from './placeholder.ts'
import { isSecretValue, isUnusual } from './secret-value.ts'
import type { Assigned } from './value.ts'

const keyWord = /[._-](?:key|login)$/
const keyOfData =
  /(?:public|primary|foreign|partition|sort|cache|hash|range|routing|object|s3|row|group|index|idempotency|dedup|lookup|map|storage|shard|sequence|message|host|bucket|hot|idx|natural|schema|pub|data|json|map|dict|field|column|item|state|config|env|translation|i18n|label|metric|topic|record|event|log|stream|search|sort|entity|resource|document|query)[._-]?key$/
const shouted = /^[A-Z][A-Z0-9_.]*$/
const mostRandom = 256
/** A value that may be random and is no longer than that: looked at before it is taken in its quotes. */
const likely = new RegExp(
  `(?:::?=|=>|={1,3}|:)[ \\t]{0,16}\\\\{0,3}["'\`]?[\\w+/.%~-]{12}[\\w+/.:%=~-]{0,${mostRandom}}(?![\\w+/.:%=~-])`,
  'y',
)
/** So many characters are looked at: with room for what stands before the value, so that none is cut. */
const mostLooked = mostRandom + 32
const looseValue = new RegExp(`^[\\w+/.:%=~-]{16,${mostRandom}}$`)
const randomValue = new RegExp(`^[\\w+/.=-]{16,${mostRandom}}$`)

/** What `SNYK_KEY` or `SONAR_LOGIN` is set to, when it is plainly random: such names also hold what is no secret. */
export const namedKey: TextClass = {
  name: 'secret',
  profiles: everywhere,
  ownsKey: (key) => keyWord.test(key) && !keyOfData.test(key),
  find(text, at): Span | undefined {
    const found = matchEnd(likely, text, at) === -1 ? undefined : assigned(text, at, mostLooked)
    if (!found) return undefined
    const value = text.slice(found.start, found.end)
    if (!randomValue.test(value) || !isRandom(value) || isPlaceholder(value)) return undefined
    return shouted.test(nameBefore(text, at)) || isQuotedKey(found, value) ? found : undefined
  },
}

/** In small letters a key is most often one of data, unless a long random text in quotes is given to it. */
function isQuotedKey(found: Assigned, value: string): boolean {
  return found.quoted && value.length >= 20 && !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-/i.test(value)
}

/** The name before the sign as it is written. */
function nameBefore(text: string, at: number): string {
  let end = at
  while (end > 0 && at - end < 8 && /[ "'`?\\]/.test(text[end - 1]!)) end--
  let start = end
  while (start > 0 && end - start < 48 && /[\w.]/.test(text[start - 1]!)) start--
  return text.slice(start, end)
}

const aboutSecret =
  /secret|token|passw|credential|api[._-]?key|private[._-]?key|access[._-]?key|(?:^|[._-])(?:auth|creds?|session|sess|sid|cookie)(?=[._-]|$)|sessionid$|\wkey$/
const aboutThing =
  /(?:id|ids|ur[il]|name|names|file|path|dir|size|len|length|type|ttl|expiry|expires|exp|count|version|host|port|user|hash|digest|sha\d*|md5|alias|arn|ref|status|state|format|alg|algorithm|header|prefix|suffix|endpoint|class|provider|method|scope|mode|policy|rule|limit|usage|enabled|at|date|time|results?|image|bucket|selector|chars)$|public|random|csrf|xsrf|authenticity|requestverification|next|page|cursor|tostore|withcred|(?:^|[^a-z])(?:mon|tur|don|hoc|joc|whis)key$|continuation|cache|pagination|sync|delta|skip|resume|cancel/
/** Names whose value is a secret though it has no capitals: a token in any spelling, a session of a cookie. */
const plainly = /token$|(?:^|[._-])(?:session|sess|sid)$/
const session = /(?:^|[._-])(?:session|sess|sid)(?:[._-]?id)?$/

/** True for the name, in lower case, of what holds a secret when its value is random: `adminTokenValue`, `session`. */
export function speaksOfSecret(key: string): boolean {
  return (
    aboutSecret.test(key) && (session.test(key) || !(aboutThing.test(key) || keyOfData.test(key)))
  )
}

/** What a name that speaks of secrets in its middle is set to, when capitals, small letters and digits are mixed in it. */
export const randomNamed: TextClass = {
  name: 'secret',
  profiles: everywhere,
  ownsKey: speaksOfSecret,
  find(text, at): Span | undefined {
    const found = matchEnd(likely, text, at) === -1 ? undefined : assigned(text, at, mostLooked)
    if (!found) return undefined
    const value = text.slice(found.start, found.end)
    if (!looseValue.test(value) || isPlaceholder(value)) return undefined
    const key = keyBefore(text, at)
    if (text[at] === '=' ? plainly.test(key) : key.endsWith('token')) {
      return isRandom(value) && !/^0x|^[\d:.-]+$/.test(value) ? found : undefined
    }
    return isMixed(value) && isRandom(value, 3.5) ? found : undefined
  },
}

function isMixed(value: string): boolean {
  return /[a-z]/.test(value) && /[A-Z]/.test(value) && !/[/.]\w*[/.]/.test(value)
}

const begun = /(?:=>|={1,3}|:)[ \t]{0,16}\\{0,3}["'`]?[^\s=:"'`]{4}/y
const kinds =
  /\b(?:api|access|secret|private|signing|encryption|licen[cs]e|master|auth|security|subscription|storage|account|bearer|session|shared|admin|service)(?: (?:access|secret|api|account))? +(?:key|token|id)[ "'`]*$/i

/** What follows `api key:` or `secret access key =`, names in two words. */
export const spacedKey: TextClass = {
  name: 'secret',
  profiles: everywhere,
  ownsKey: (key) => key === 'key' || key === 'id',
  find(text, at): Span | undefined {
    if (matchEnd(begun, text, at) === -1) return undefined
    if (!kinds.test(text.slice(Math.max(0, at - 40), at))) return undefined
    const found = assigned(text, at, mostLooked)
    if (!found) return undefined
    const value = text.slice(found.start, found.end)
    if (/id[ "'`]*$/i.test(text.slice(at - 6, at)) && !isRandom(value)) return undefined
    return isSecretValue(value, found.quoted) && isUnusual(value) ? found : undefined
  },
}

const gems = /^bundle_[a-z0-9_]+__[a-z0-9_]+$/
const begunPair =
  /(?:=>|={1,3}|:)[ \t]{0,16}\\{0,3}["'`]?(?:[A-Za-z0-9+/]{8}|[^\s=:"'`]{2,64}:[^\s:/])/y
const encodedPair = /^[A-Za-z0-9+/]{6,}={0,2}$/

/** `name:password` for a host of gems, and the same in base64 under `auth` in Docker's settings. */
export const namedPair: TextClass = {
  name: 'credentials',
  profiles: everywhere,
  ownsKey: (key) => gems.test(key) || key === 'auth' || key === '_auth',
  find(text, at): Span | undefined {
    if (matchEnd(begunPair, text, at) === -1) return undefined
    const found = assigned(text, at, mostLooked)
    if (!found) return undefined
    const value = text.slice(found.start, found.end)
    const pair = encodedPair.test(value) ? Buffer.from(value, 'base64').toString('latin1') : value
    return /^[\x21-\x7e]{1,200}:(?!\/\/)[\x20-\x7e]{2,}$/.test(pair) ? found : undefined
  },
}
