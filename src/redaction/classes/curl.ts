import { everywhere, matchAt, type Span, type TextClass } from './class.ts'
import { isPlaceholder } from './placeholder.ts'

const option = /-(?:(?:-user|-proxy-user|u|U)[ =]{1,4}|[uU](?=["'\w.@-]))/y
/** One word of a shell, also in parts and in quotes. */
const word = /(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s"'])+/y
const stands = /^(?:password|pass|token|secret|api[_-]?key|\$\{?\w+\}?|[xyXY]+)$/i
const longest = 512
const farthest = 1_024

/** `name:password` behind `-u` or `--user` of a curl command. */
export const curlUser: TextClass = {
  name: 'credentials',
  profiles: everywhere,
  chars: '-',
  next: '-uU',
  find(text, at): Span | undefined {
    if (!/\s/.test(text[at - 1] ?? '')) return undefined
    const sign = matchAt(option, text, at)
    if (!sign || !isCurl(text, at)) return undefined
    const start = at + sign[0].length
    const value = matchAt(word, text.slice(start, start + longest), 0)?.[0]
    if (value === undefined) return undefined
    const [, ...rest] = value.replace(/["']/g, '').split(':')
    const secret = rest.join(':')
    if (secret === '' || stands.test(secret) || isPlaceholder(secret)) return undefined
    return { start, end: start + value.length }
  },
}

/** The command that the option belongs to began before it on the line, or on one that goes on here. */
function isCurl(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - farthest), at)
  const from = before.lastIndexOf('curl')
  return from !== -1 && !/(?<!\\)\n/.test(before.slice(from))
}
