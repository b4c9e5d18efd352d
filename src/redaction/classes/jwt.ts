import {
  everywhere,
  groupSpan,
  isAlnum,
  matchAt,
  matchEnd,
  type Span,
  type TextClass,
} from './class.ts'

const tail =
  /\.e[yw3][A-Za-z0-9_/+-]{4,16384}={0,2}(?:\.[A-Za-z0-9_-]{0,8192}={0,2})?(?:\.[A-Za-z0-9_-]{16,16384}\.[A-Za-z0-9_-]{8,64})?/y
const longestHead = 8_192

/** Signed JSON web token, with its signature or cut before it; found at the dot before the payload. */
export const jwt: TextClass = {
  name: 'jwt',
  profiles: everywhere,
  chars: '.',
  next: 'e',
  find(text, at): Span | undefined {
    if (!begins(text, at + 1)) return undefined
    let run = text[at - 1] === '=' ? at - 1 : at
    if (text[run - 1] === '=') run--
    while (run > 0 && at - run < longestHead && isUrlBase64(text.charCodeAt(run - 1))) run--
    const start = begins(text, run) ? run : run + text.slice(run, at).indexOf('eyJ')
    if (start < run || at - start < 8) return undefined
    const end = matchEnd(tail, text, at)
    return end === -1 ? undefined : { start, end }
  },
}

/** True where base64 of an object of JSON begins, also of one with white space in it. */
function begins(text: string, at: number): boolean {
  if (text.startsWith('eyJ', at)) return true
  if (text[at] !== 'e' || !/[yw3]/.test(text[at + 1] ?? '')) return false
  return /^\{\s*(?:"|\}|$)/.test(Buffer.from(text.slice(at, at + 16), 'base64').toString('latin1'))
}

const sealed =
  /([A-Za-z0-9_-]{12,4096}={0,2})\.[A-Za-z0-9_-]{0,16384}\.[A-Za-z0-9_-]{8,8192}(?:\.[A-Za-z0-9_-]{0,16384}\.[A-Za-z0-9_-]{8,128})?/y

/** Encrypted token (five parts) and one whose payload is left out or is no JSON: its header names an algorithm. */
export const jwe: TextClass = {
  name: 'jwt',
  profiles: everywhere,
  words: ['eyJ', 'eyA', 'ewo', 'ew0'],
  find(text, at): Span | undefined {
    if (at > 0 && isUrlBase64(text.charCodeAt(at - 1))) return undefined
    const match = matchAt(sealed, text, at)
    if (!match) return undefined
    const head = Buffer.from(match[1]!, 'base64').toString('latin1')
    return /"(?:alg|enc)"/.test(head) ? groupSpan(match, match[0]) : undefined
  },
}

function isUrlBase64(code: number): boolean {
  return isAlnum(code) || code === 45 || code === 95
}
