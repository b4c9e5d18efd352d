import { everywhere, keyBefore, matchAt, matchEnd, type Span, type TextClass } from './class.ts'
import { isElided, isRandom } from './placeholder.ts'
import { isSecretKey } from './secret-key.ts'
import { isCompressed, isReference, isSecretValue, isUnusual } from './secret-value.ts'
import { type Assigned, valueAt } from './value.ts'
import { isSpoiled } from './vendor/spoiled.ts'
import { blockAt } from './yaml-block.ts'

const operator =
  /(?:::?=|=>|={1,3}|:(?!:))[ \t]{0,16}(?:!(?!vault|env|ref|sub|secret|encrypted)\w{1,16}[ \t]{1,4})?(?:[[(][ \t]?(?=\\{0,15}["'`]))?/y
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
    if (!found.quoted && isCode(text, at) && (isReference(value) || isDeclared(text, at))) {
      return undefined
    }
    if (!found.quoted && isCompressed(value)) return undefined
    if (isCompared(text, at, found) || isCommand(text, found)) return undefined
    if (/^(?:\/|~\/|[A-Za-z]:[\\/])/.test(value) && keyBefore(text, at).endsWith('pwd'))
      return undefined
    if (isPlainAddress(value)) return undefined
    if (loose && isOtherThing(value, text, at)) return undefined
    return isSecretValue(value, !loose) ? found : undefined
  },
}

/** What stands behind the `=`, `:` or the like at that place; undefined for an object or an array of JSON. */
export function assigned(text: string, at: number, most?: number): Assigned | undefined {
  const sign = matchAt(operator, text, at)
  if (!sign || endsQuoted(text, at, at + sign[0].length)) return undefined
  const member = text[at] === ':' && /["'`] {0,3}$/.test(text.slice(Math.max(0, at - 4), at))
  const block = text[at] === ':' ? blockAt(text, at + sign[0].length) : undefined
  if (block) return { ...block, quoted: true }
  const found = valueAt(text, at + sign[0].length, member, most)
  if (!found || isElided(text, found.start, found.end)) return undefined
  if (isSpoiled(text, at, text.slice(found.start, found.end))) return undefined
  return member && /^[[{]/.test(text.slice(found.start, found.end)) ? undefined : found
}

/** True for `'password:'`, where the mark behind the sign closes what stands around the key. */
function endsQuoted(text: string, at: number, from: number): boolean {
  const mark = text[from]
  if (from !== at + 1 || text[from + 1] === mark || !(mark === '"' || mark === "'" || mark === '`'))
    return false
  const key = /([^\w.-]?)[\w.-]{1,48}$/.exec(text.slice(Math.max(0, at - 49), at))
  return key?.[1] === mark
}

/** Programs write spaces around `=`, logs and files of settings hardly ever. */
function isCode(text: string, at: number): boolean {
  return text[at] === ':' || text[at - 1] === ' '
}

const member = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+[),;]*$/

/** `token == tokens.EndOfFile`. */
function isCompared(text: string, at: number, { start, end, quoted }: Assigned): boolean {
  return !quoted && text.startsWith('== ', at) && member.test(text.slice(start, end))
}

const command =
  /(?:\.\/|\/)?(?:aws|az|cat|curl|doppler|gcloud|gh|jq|kubectl|op|openssl|oc|pass|pwgen|security|sops|terraform|uuidgen|vault) /y

/** What a shell puts in the place of a command between backquotes. */
function isCommand(text: string, { start, quoted }: Assigned): boolean {
  return quoted && text[start - 1] === '`' && matchEnd(command, text, start) !== -1
}

const declaration =
  /(?:^|[\s;{(])(?:const|let|var|val|final|auto|readonly|await)\s[\w\s:<>,?[\]]{1,56}$/

/** A program that declares a variable writes a text in quotes: what is not is an expression. */
function isDeclared(text: string, at: number): boolean {
  return declaration.test(text.slice(Math.max(0, at - 64), at))
}

const parsers =
  /(?:unexpected|invalid|unknown|illegal|next|missing|near|bad|end of)\s{1,4}\w{1,16}[ "'`]{0,4}$/i
const counts = /(?:^|[^a-z])pass[ "'`]{0,4}$/i
const resource = /^[a-z]+(?:-[a-z]+)+$/
const named = /(?:secret|credentials?)[ "'`]{0,4}$/i

/** A word of a parser, the result of a test or the name of a secret, behind `: `. */
function isOtherThing(value: string, text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 40), at)
  if (parsers.test(before) && /^\W{0,2}[A-Za-z_]*\W{0,2}$/.test(value)) return true
  if ((counts.test(before) || /[`*]$/.test(before)) && !isUnusual(value)) return true
  return named.test(before) && (resource.test(value) || /^[A-Z][a-z]+$/.test(value))
}

const address = /^https?:\/\/[\w.-]+(?::\d{1,5})?((?:\/[\w.-]*)*)$/

/** An address that holds no secret: no user, no query and no random part in its path. */
function isPlainAddress(value: string): boolean {
  const path = value.length <= 256 ? address.exec(value)?.[1] : undefined
  return path !== undefined && !path.split('/').some((part) => part.length >= 8 && isRandom(part))
}
