import {
  everywhere,
  groupClass,
  groupSpan,
  isVaried,
  matchAt,
  matchEnd,
  type Span,
  type TextClass,
} from './class.ts'
import { isPlaceholder } from './placeholder.ts'

const bearer = /bearer[ \t:]{1,3}["']?([A-Za-z0-9._~+/=-]{8,8192})/iy
const basic = /basic[ \t]{1,3}["']?([A-Za-z0-9+/_-]{6,4096}={0,2})/iy

/** What follows `Bearer`; a plain word, as in "bearer authentication", is none. */
export const bearerToken = groupClass({
  name: 'bearer',
  words: ['bearer'],
  shape: bearer,
  counts: (token) => /\d/.test(token) || (token.length >= 20 && isVaried(token)),
})

/** What follows `Basic` when it decodes to `name:password`. */
export const basicCredentials = groupClass({
  name: 'basic',
  words: ['basic'],
  shape: basic,
  counts: (encoded) =>
    /^[\x20-\x7e\x80-\xff]*:[\x20-\x7e\x80-\xff]*$/.test(
      Buffer.from(encoded, 'base64').toString('latin1'),
    ),
})

const headerKey = /^(?:proxy-)?authorization$|^x-(?:api-key|auth-token|access-token|vault-token)$/
const headerValue =
  /[=:](?:\\?["'])?[ \t]{0,2}((?:basic|bearer|digest|token|negotiate|ntlm|apikey|aws4-hmac-sha256|hawk|sso-key)[ \t]+)?([^\r\n"'«»\\]{4,65536})/iy
const cookieKey = /^(?:set-)?cookie2?$/
const cookieValue = /[=:](?:\\?["'])?[ \t]{0,2}([\w!#$%&*+.^`|~-]{1,128}=[^\r\n"'«»\\]{1,8192})/y

/** What stands for a value that a program fills in. */
const templated =
  /[=:](?:\\?["'])?[ \t]{0,2}(?:[a-z]{3,9}[ \t]{1,4})?(?:\{|\$[A-Z({]|`(?:\w{1,12} )?\$\{)/iy

/** The rest of an `Authorization:` line, apart from its scheme. */
export const authorization: TextClass = {
  name: 'authorization',
  profiles: everywhere,
  ownsKey: (key) => headerKey.test(key),
  find(text, at): Span | undefined {
    if (matchEnd(templated, text, at) !== -1) return undefined
    const match = matchAt(headerValue, text, at)
    if (
      !match ||
      isPlaceholder(
        match[2]!
          .slice(0, 128)
          .trim()
          .replace(/^\w{1,16}=/, ''),
      ) ||
      (match[1] === undefined && /^\S{1,3}$|^(?:null|none|true|false)\b/.test(match[2]!))
    ) {
      return undefined
    }
    const { start, end } = groupSpan(match, match[2]!)
    const list = match[2]!.startsWith('[') ? match[2]!.indexOf(']') : -1
    if (list > 4) return { start: start + 1, end: start + list }
    const isQuoted = text[at - 1] === '"' || isInQuotes(text, at)
    return { start, end: isQuoted ? end : matchEnd(parameters, text, end) }
  },
}

/** What goes on behind the first quotation mark: `Digest username="...", response="..."`. */
const parameters = /(?:"[^"\r\n«»]{0,2048}"[^"\r\n«»]{0,256}){0,32}/y

/** True when the header itself stands in a quoted text, which the next mark closes. */
function isInQuotes(text: string, at: number): boolean {
  return /["'][\w-]{1,32}$/.test(text.slice(Math.max(0, at - 40), at))
}

/** The rest of a `Cookie:` or `Set-Cookie:` line that holds a pair. */
export const cookie = groupClass({
  name: 'cookie',
  ownsKey: (key) => cookieKey.test(key),
  shape: cookieValue,
})

const userInfo = /:\/\/([^\s/?#@:"'<>«»]{0,256}(?::[^\s/@"'<>«»]{0,512})?)@(?=[\w.[-])/y

const standIn = /^(?:user(?:name)?|name|login|\$?\{?[A-Z_]*USER[A-Z_]*\}?)$/

/** What documentation and templates write: `${USER}:${PASSWORD}`, `user:password`, `name:****`. */
function isStandIn(info: string): boolean {
  const colon = info.indexOf(':')
  if (colon === -1) return isPlaceholder(info) || /^(?:git|hg|svn|ssh)$/.test(info)
  const secret = info.slice(colon + 1)
  if (secret === '') return false
  if (isPlaceholder(secret)) return true
  return (
    standIn.test(info.slice(0, colon)) && /^(?:pass(?:word|wd)?|pwd|secret|token)$/i.test(secret)
  )
}

const oracle = /oracle:(?:thin|oci):([^\s/@:"'<>«»]{1,128}\/[^\s@"'<>«»]{1,256})@/iy

/** User name and password of an address of Oracle: `jdbc:oracle:thin:scott/...@db`. */
export const oracleCredentials = groupClass({
  name: 'credentials',
  words: ['ora'],
  shape: oracle,
  closing: 1,
})

/** User name and password of a URL or connection string such as `postgres://app:pw@db/orders`. */
export const urlCredentials: TextClass = {
  name: 'credentials',
  profiles: everywhere,
  chars: ':',
  next: '/',
  find(text, at): Span | undefined {
    if (text[at + 1] !== '/' || text[at + 2] !== '/') return undefined
    if (matchEnd(userInfo, text, at) === -1) return undefined
    const info = matchAt(userInfo, text, at)![1]!
    return info === '' || isStandIn(info) ? undefined : { start: at + 3, end: at + 3 + info.length }
  },
}
