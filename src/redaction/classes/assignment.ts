import { everywhere, keyBefore, matchAt, type Span, type TextClass } from './class.ts'
import { isPlaceholder, isRandom } from './placeholder.ts'
import { isSecretKey } from './secret-key.ts'
import { type Assigned, valueAt } from './value.ts'

const operator = /(?:::?=|=>|={1,3}|:)[ \t]{0,16}(?:[[(][ \t]?(?=\\{0,15}["'`]))?/y
const emptyWords =
  /^(?:null|nil|none|true|false|undefined|empty|required|missing|invalid|expired|incorrect|wrong|unknown|unset|set|not|must|is|was|has|for|to|the|a|an|and|or|in|of|on|with|by|from|failed|error|ok|yes|no|string|str|number|optional|reset|changed|change|updated|ssh2?|-+|\*+|x+|\.+)$/i
const longestWord = 12

/** Value of `password=`, `"api_key": "..."`, `token: ...` and the like; the key stays. Also URL query parameters. */
export const assignment: TextClass = {
  name: 'secret',
  profiles: everywhere,
  ownsKey: isSecretKey,
  find(text, at): Span | undefined {
    const found = assigned(text, at)
    if (!found) return undefined
    const value = text.slice(found.start, found.end)
    const loose = !found.quoted && text[at] === ':' && /[ \t]/.test(text[at + 1] ?? '')
    if (/^\d{1,3}$/.test(value) && /cv[cv]2?$/.test(keyBefore(text, at))) return found
    return isSecret(value, !loose) ? found : undefined
  },
}

const keyWord = /(?:^|[._-])(?:key|login)$/
const keyOfData =
  /(?:public|primary|foreign|partition|sort|cache|hash|range|routing|object|s3|row|group|index|idempotency|dedup|lookup|map|storage|shard|sequence|message|host)[._-]?key$/
const shouted = /^[A-Z][A-Z0-9_.]*[ "'`?\\]*$/
const mostRandom = 128
const randomValue = new RegExp(`^[\\w+/.=-]{16,${mostRandom}}$`)

/** What `SNYK_KEY` or `SONAR_LOGIN` is set to, when it is plainly random: such names also hold what is no secret. */
export const namedKey: TextClass = {
  name: 'secret',
  profiles: everywhere,
  ownsKey: (key) => keyWord.test(key) && !keyOfData.test(key),
  find(text, at): Span | undefined {
    const name = /[\w.]*[ "'`?\\]*$/.exec(text.slice(Math.max(0, at - 52), at))?.[0] ?? ''
    const found = shouted.test(name) ? assigned(text, at, mostRandom + 1) : undefined
    if (!found) return undefined
    const value = text.slice(found.start, found.end)
    return randomValue.test(value) && isRandom(value) && !isPlaceholder(value) ? found : undefined
  },
}

function assigned(text: string, at: number, most?: number): Assigned | undefined {
  const sign = matchAt(operator, text, at)
  if (!sign) return undefined
  const member = text[at] === ':' && /["'`] {0,3}$/.test(text.slice(Math.max(0, at - 4), at))
  const found = valueAt(text, at + sign[0].length, member, most)
  return found && /^[[{]/.test(text.slice(found.start, found.end)) && member ? undefined : found
}

/** Prose such as `token: expired` is no secret; behind `=` or in quotes nearly everything is. */
function isSecret(value: string, strict: boolean): boolean {
  if (value.length <= longestWord && emptyWords.test(value)) return false
  if (isPlaceholder(value) || /^\d{1,3}$/.test(value)) return false
  if (strict) return value.length >= 2
  return (
    value.length >= 5 && (/[^A-Za-z]/.test(value) || /[a-z][A-Z]/.test(value) || value.length > 5)
  )
}
