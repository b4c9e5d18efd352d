import { everywhere, isAlnum, matchEnd, type Span, type TextClass } from './class.ts'

const tail = /\.eyJ[A-Za-z0-9_-]{4,16384}(?:\.[A-Za-z0-9_-]{0,8192})?/y
const encrypted =
  /eyJ[A-Za-z0-9_-]{8,2048}\.[A-Za-z0-9_-]{0,2048}\.[A-Za-z0-9_-]{8,64}\.[A-Za-z0-9_-]{8,16384}\.[A-Za-z0-9_-]{8,64}/y

/** Signed JSON web token, with its signature or cut before it; found at the dot before the payload. */
export const jwt: TextClass = {
  name: 'jwt',
  profiles: everywhere,
  chars: '.',
  find(text, at): Span | undefined {
    if (text[at + 1] !== 'e' || !text.startsWith('eyJ', at + 1)) return undefined
    let run = at
    while (run > 0 && at - run < 8192 && isUrlBase64(text.charCodeAt(run - 1))) run--
    const head = text.slice(run, at).indexOf('eyJ')
    if (head === -1) return undefined
    const end = matchEnd(tail, text, at)
    return end === -1 ? undefined : { start: run + head, end }
  },
}

/** Encrypted JSON web token (five parts), whose payload is not readable. */
export const jwe: TextClass = {
  name: 'jwt',
  profiles: everywhere,
  words: ['eyJ'],
  find(text, at): Span | undefined {
    if (at > 0 && isUrlBase64(text.charCodeAt(at - 1))) return undefined
    const end = matchEnd(encrypted, text, at)
    return end === -1 ? undefined : { start: at, end }
  },
}

function isUrlBase64(code: number): boolean {
  return isAlnum(code) || code === 45 || code === 95
}
