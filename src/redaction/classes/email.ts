import { everywhere, isLetter, isAlnum, isDigit, type Span, type TextClass } from './class.ts'

const imageScale = /^\d{1,2}x$/i
const unitSuffix = /^(?:service|socket|timer|mount|slice|scope|device|swap)$/i
const fileSuffix = /^(?:png|jpe?g|gif|svg|webp|ico)$/i
const version = /^v?\d+\.\d/i
const topLevel = /^(?:xn--[a-z0-9-]{2,59}|[a-z]{2,63}|[\u0080-\uffff]{2,24})/i

/** Mailbox at a dotted domain or at `localhost`. `git@host:` and file names such as `icon@2x.png` are none. */
export const email: TextClass = {
  name: 'email',
  profiles: everywhere,
  chars: '@',
  find(text, at): Span | undefined {
    const start = localStart(text, at)
    if (start === at || isUrlUser(text, start)) return undefined
    const end = domainEnd(text, at + 1)
    if (end === -1) return undefined
    if (text.slice(start, at) === 'git' && text[end] === ':') return undefined
    return { start, end, value: text.slice(start, end).toLowerCase() }
  },
}

/** Left to the class of URL credentials, so that the host stays. */
function isUrlUser(text: string, start: number): boolean {
  const before = text[start - 1]
  if (before !== '/' && before !== ':') return false
  return /:\/\/(?:[^\s/@:]{0,256}:)?$/.test(text.slice(Math.max(0, start - 260), start))
}

function localStart(text: string, at: number): number {
  if (text[at - 1] === '"') {
    const before = text.slice(Math.max(0, at - 66), at - 1)
    const open = before.lastIndexOf('"')
    if (open !== -1 && !before.includes('\n', open)) return at - 1 - before.length + open
  }
  let start = at
  while (start > 0 && at - start < 64 && isLocal(text, start - 1)) start--
  while (start < at && text[start] === '.') start++
  return start
}

function isLocal(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (isAlnum(code) || code === 46 || code === 95 || code === 45 || code === 43 || code === 37) {
    return true
  }
  if (code > 127) return /[\p{L}\p{M}\p{N}\ud800-\udfff]/u.test(text[at]!)
  const prefix = text.charCodeAt(at - 1) | 32
  return code === 39 && (prefix === 111 || prefix === 100) && !isLetter(text.charCodeAt(at - 2))
}

function domainEnd(text: string, from: number): number {
  let to = from
  while (to < text.length && to - from < 254 && isDomain(text, to)) to++
  const labels = text.slice(from, to).split('.')
  const host = labels[0]!.toLowerCase()
  while (labels.length > 1) {
    const last = labels.at(-1)!
    const head = labels.slice(0, -1)
    const top = topLevel.exec(last)?.[0]
    if (top && head.every((label) => label !== '')) {
      return isName(head, last) ? from + head.join('.').length + 1 + top.length : -1
    }
    labels.pop()
  }
  return host === 'localhost' ? from + host.length : -1
}

function isName(head: readonly string[], last: string): boolean {
  if (head.length === 1 && unitSuffix.test(last)) return false
  if (fileSuffix.test(last) && imageScale.test(head.at(-1)!)) return false
  return !version.test(`${head.join('.')}.${last}`)
}

function isDomain(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (isLetter(code) || isDigit(code) || code === 46 || code === 45) return true
  return code > 127 && /[\p{L}\p{M}]/u.test(text[at]!)
}
