import {
  digitsEnd,
  everywhere,
  isAlnum,
  isDigit,
  isHex,
  matchEnd,
  type Span,
  type TextClass,
} from './class.ts'

const octets = /(?:25[0-5]|2[0-4]\d|[01]?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|[01]?\d?\d)){3}(?!\d)/y
const versionWord =
  /(?:version|ver|release|chrome|chromium|crios|safari|firefox|fxios|edg[ae]?|edgios|opr|opera|webkit|trident|vivaldi|browser|sdk|jdk)[ :=/"']{0,3}$/i
const addressWord = /(?:ip|ipv4|addr|address|host|src|dst|dest|from|to|client|peer)$/i
const preRelease = /-(?:alpha|beta|rc|snapshot|release|final|ga|dev|pre|build)/iy

/** Dotted quad that is not part of a version, a longer dotted number or a word. */
export const ipv4: TextClass = {
  name: 'ipv4',
  profiles: everywhere,
  digits: [1, 2, 3],
  find(text, at): Span | undefined {
    if (text.charCodeAt(digitsEnd(text, at)) !== 46) return undefined
    const end = matchEnd(octets, text, at)
    if (end === -1 || isAlnum(text.charCodeAt(end))) return undefined
    if (text[end] === '.' && isDigit(text.charCodeAt(end + 1))) return undefined
    if (text[at - 1] === '.' && isDigit(text.charCodeAt(at - 2))) return undefined
    const before = text.slice(Math.max(0, at - 20), at)
    if (isAlnum(text.charCodeAt(at - 1)) && !addressWord.test(before)) return undefined
    if (versionWord.test(before) || matchEnd(preRelease, text, end) !== -1) return undefined
    return { start: at, end }
  },
}

/** IPv6 in any of its forms, with a port after the eighth group; times and `a::b` scopes are none. */
export const ipv6: TextClass = {
  name: 'ipv6',
  profiles: everywhere,
  chars: ':',
  find(text, at): Span | undefined {
    let start = at
    while (start > 0 && at - start < 5 && isHex(text.charCodeAt(start - 1))) start--
    if (text[start - 1] === ':') return undefined
    let end = at
    let colons = 0
    let pairs = 0
    for (; end < text.length && end - at < 64; end++) {
      const code = text.charCodeAt(end)
      if (code === 58) {
        colons++
        if (text.charCodeAt(end + 1) === 58) pairs++
      } else if (!isHex(code) && code !== 46) break
    }
    if (pairs === 0 && colons < 7) return undefined
    if (isAlnum(text.charCodeAt(end)) || text[end] === '_') return undefined
    const attached = isAlnum(text.charCodeAt(start - 1)) || text[start - 1] === '_'
    const run = text.slice(start, end)
    if (run.length < 3) return undefined
    const label = run.indexOf(':') + 1
    const from = attached ? [label] : [0, label]
    for (const skip of from) {
      const found = addressIn(run.slice(skip))
      if (found > 0) return { start: start + skip, end: start + skip + found }
    }
    return undefined
  },
}

/** Length of the address that the run consists of, apart from a port, a full stop or a colon after it; 0 if none. */
function addressIn(run: string): number {
  const bare = run.replace(/[:.]$/, '')
  for (const candidate of [run, bare, bare.replace(/:\d{1,5}$/, '')]) {
    if (isIpv6(candidate)) return candidate.length
  }
  return 0
}

function isIpv6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1)
  let count = groups.length
  if (last?.includes('.')) {
    if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(last)) return false
    groups.pop()
    count += 1
  }
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false
  if (halves.length === 1) return count === 8
  return count < 8 && /\d/.test(text) && isSpecific(groups, text)
}

function isSpecific(groups: readonly string[], text: string): boolean {
  return text.startsWith('::') || groups.length > 2 || groups.some((group) => group.length > 2)
}
