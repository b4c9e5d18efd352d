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
  next: '-',
  find(text, at): Span | undefined {
    if (text[at + 5] !== 'B' || text[at - 1] === '-') return undefined
    const match = matchAt(opening, text, at)
    if (!match || harmless.test(match[1]!)) return undefined
    const from = at + match[0].length
    const limit = Math.min(text.length, from + most)
    const dashes = text.indexOf('-----', from)
    const next = dashes === -1 || dashes > limit ? limit : dashes
    const inside = text.slice(from, next)
    const close = `-----END ${match[1]}-----`
    if (text.startsWith(close, next)) {
      return isKey(inside) ? { start: at, end: next + close.length } : undefined
    }
    const rest = matchAt(body, inside, 0)![0].trimEnd()
    return isKey(rest) ? { start: at, end: from + rest.length } : undefined
  },
}

const encoded = /^(?=[^]*(?:\d|[A-Z][^]*[A-Z+/=]))[A-Za-z0-9+/=]+$/

/** Words between the marks, as in documentation, are no key. */
function isKey(inside: string): boolean {
  return inside.split(/\s+|\\[nr]/).some((run) => run.length >= 6 && encoded.test(run))
}
