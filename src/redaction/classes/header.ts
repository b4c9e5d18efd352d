import { everywhere, isVaried, matchAt, matchEnd, type Span, type TextClass } from './class.ts'
import { isPlaceholder } from './placeholder.ts'

const bearer = /bearer[ \t:]{1,3}["']?([A-Za-z0-9._~+/=-]{8,8192})/iy
const basic = /basic[ \t]{1,3}["']?([A-Za-z0-9+/_-]{6,4096}={0,2})/iy

/** What follows `Bearer`; a plain word, as in "bearer authentication", is none. */
export const bearerToken: TextClass = {
  name: 'bearer',
  profiles: everywhere,
  words: ['bearer'],
  find(text, at): Span | undefined {
    const match = matchAt(bearer, text, at)
    if (!match) return undefined
    const token = match[1]!
    if (!/\d/.test(token) && (token.length < 20 || !isVaried(token))) return undefined
    const end = at + match[0].length
    return { start: end - token.length, end }
  },
}

/** What follows `Basic` when it decodes to `name:password`. */
export const basicCredentials: TextClass = {
  name: 'basic',
  profiles: everywhere,
  words: ['basic'],
  find(text, at): Span | undefined {
    const match = matchAt(basic, text, at)
    if (!match) return undefined
    const decoded = Buffer.from(match[1]!, 'base64').toString('latin1')
    if (!/^[\x20-\x7e\x80-\xff]*:[\x20-\x7e\x80-\xff]*$/.test(decoded)) return undefined
    const end = at + match[0].length
    return { start: end - match[1]!.length, end }
  },
}

const headerKey =
  /^(?:proxy-)?authorization$|^x-(?:api-key|auth-token|access-token|vault-token|csrf-token)$/
const headerValue =
  /[=:](?:\\?["'])?[ \t]{0,2}((?:basic|bearer|digest|token|negotiate|ntlm|apikey|aws4-hmac-sha256|hawk|sso-key)[ \t]+)?([^\r\n"'«»\\]{4,65536})/iy
const cookieKey = /^(?:set-)?cookie2?$/
const cookieValue = /[=:](?:\\?["'])?[ \t]{0,2}([\w!#$%&*+.^`|~-]{1,128}=[^\r\n"'«»\\]{1,8192})/y

/** The rest of an `Authorization:` line, apart from its scheme. */
export const authorization: TextClass = {
  name: 'authorization',
  profiles: everywhere,
  ownsKey: (key) => headerKey.test(key),
  find(text, at): Span | undefined {
    const match = matchAt(headerValue, text, at)
    if (
      !match ||
      isPlaceholder(match[2]!.trim()) ||
      (match[1] === undefined && /^\S{1,3}$|^(?:null|none|true|false)\b/.test(match[2]!))
    ) {
      return undefined
    }
    const end = at + match[0].length
    return { start: end - match[2]!.length, end }
  },
}

/** The rest of a `Cookie:` or `Set-Cookie:` line that holds a pair. */
export const cookie: TextClass = {
  name: 'cookie',
  profiles: everywhere,
  ownsKey: (key) => cookieKey.test(key),
  find(text, at): Span | undefined {
    const match = matchAt(cookieValue, text, at)
    if (!match) return undefined
    const end = at + match[0].length
    return { start: end - match[1]!.length, end }
  },
}

const userInfo = /:\/\/([^\s/?#@:"'<>«»]{0,256}(?::[^\s/@"'<>«»]{0,512})?)@(?=[\w.[-])/y

/** User name and password of a URL or connection string such as `postgres://app:pw@db/orders`. */
export const urlCredentials: TextClass = {
  name: 'credentials',
  profiles: everywhere,
  chars: ':',
  find(text, at): Span | undefined {
    if (text[at + 1] !== '/' || text[at + 2] !== '/') return undefined
    if (matchEnd(userInfo, text, at) === -1) return undefined
    const info = matchAt(userInfo, text, at)![1]!
    return info === '' ? undefined : { start: at + 3, end: at + 3 + info.length }
  },
}
