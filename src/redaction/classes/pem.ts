import { everywhere, matchAt, type Span, type TextClass } from './class.ts'

const opening = /-----BEGIN ([A-Z0-9 ]{1,48})-----/y
/** Kinds that are meant to be public: signatures of decisions, keys to check them with. */
const harmless = /^(?:SSH SIGNATURE|PUBLIC KEY|RSA PUBLIC KEY)$/
const most = 65_536
const body = /(?:[A-Za-z0-9+/=\s:,.-]|\\[nr]){0,65536}/y

/** PEM block, also escaped in one line; without its end, whatever still looks like its body. */
export const pem: TextClass = {
  name: 'pem',
  profiles: everywhere,
  chars: '-',
  find(text, at): Span | undefined {
    if (text[at + 5] !== 'B' || text[at - 1] === '-') return undefined
    const match = matchAt(opening, text, at)
    if (!match || harmless.test(match[1]!)) return undefined
    const from = at + match[0].length
    const mark = `-----END ${match[1]}-----`
    const close = text.slice(from, from + most).indexOf(mark)
    if (close !== -1) return { start: at, end: from + close + mark.length }
    return { start: at, end: from + (matchAt(body, text, from)?.[0].trimEnd().length ?? 0) }
  },
}
