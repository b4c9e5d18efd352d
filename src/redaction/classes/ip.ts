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
/** Whole words, or the last part of a name as in `appVersion`: a server, a receiver and an edge have addresses. */
const versionWord =
  /(?:version|(?<![a-z])(?:ver|release|firmware|driver|bios|build|package|revision|rev|chrome|chromium|crios|safari|firefox|fxios|opera|webkit|trident|vivaldi|browser|sdk|jdk))[ :=/"'~]{0,3}$|(?:edg[ae]?|edgios|opr|chrome|webkit)\/$/i
const port = /:\d{2,5}(?![\d.])/y
const addressWord = /(?:ip|ipv4|addr|address|host|src|dst|dest|from|to|client|peer)$/i
const preRelease = /-(?:alpha|beta|rc|snapshot|release|final|ga|dev|pre|build)/iy

/** Dotted quad that is not part of a version, a longer dotted number or a word. */
export const ipv4: TextClass = {
  name: 'ipv4',
  profiles: everywhere,
  digits: [1, 2, 3],
  next: '.',
  find(text, at): Span | undefined {
    if (text.charCodeAt(digitsEnd(text, at)) !== 46) return undefined
    const end = matchEnd(octets, text, at)
    if (end === -1 || isAlnum(text.charCodeAt(end))) return undefined
    if (text[end] === '.' && isDigit(text.charCodeAt(end + 1))) return undefined
    if (text[at - 1] === '.' && isDigit(text.charCodeAt(at - 2))) return undefined
    const before = text.slice(Math.max(0, at - 20), at)
    if (isAlnum(text.charCodeAt(at - 1)) && !addressWord.test(before)) return undefined
    if (matchEnd(port, text, end) !== -1) return { start: at, end }
    if (text[at - 1] === '~' || versionWord.test(before) || matchEnd(preRelease, text, end) !== -1)
      return undefined
    return { start: at, end }
  },
}

const octet = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`
const dot = String.raw`(?:\.|\[\.\])`
const bracketed = new RegExp(String.raw`${octet}(?:${dot}${octet}){3}(?!\d|\.\d|\[\.\]\d)`, 'y')
const earlier = /(?<![\w.])(?:\d{1,3}(?:\.|\[\.\])){0,2}$/

/** Written so that nothing makes a link of it: `192.0.2[.]7`. */
export const defangedIpv4: TextClass = {
  name: 'ipv4',
  profiles: everywhere,
  digits: [1, 2, 3],
  next: '[',
  find(text, at): Span | undefined {
    const front = earlier.exec(text.slice(Math.max(0, at - 16), at))
    const start = front ? at - front[0].length : at
    const end = front ? matchEnd(bracketed, text, start) : -1
    if (end === -1) return undefined
    return { start, end, value: text.slice(start, end).replaceAll('[.]', '.') }
  },
}

const dashed =
  /(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:(-)(?:25[0-5]|2[0-4]\d|1?\d?\d))(?:\1(?:25[0-5]|2[0-4]\d|1?\d?\d)){2}(?!\d)/y
const restOfName = /(?:[._-][A-Za-z0-9]{0,40}){0,12}\.[A-Za-z0-9-]{1,40}\.[A-Za-z]{2,24}(?![\w-])/y
const file =
  /\.(?:gz|zip|tgz|log|txt|jar|war|rpm|deb|msi|exe|dll|so|js|css|html?|png|jpe?g|csv|json|xml|ya?ml|internal|local|lan|cluster)$/i
const inside = /^(?:10|127)-|^192-168-|^172-(?:1[6-9]|2\d|3[01])-/

/** The public address that a provider writes into the name of a customer's line: `203-0-113-7.dsl.example.net`. */
export const addressInName: TextClass = {
  name: 'ipv4',
  profiles: everywhere,
  digits: [1, 2, 3],
  next: '-',
  find(text, at): Span | undefined {
    const end = matchEnd(dashed, text, at)
    if (end === -1 || inside.test(text.slice(at, end))) return undefined
    if (isDigit(text.charCodeAt(at - 2)) && !isAlnum(text.charCodeAt(at - 1))) return undefined
    const last = matchEnd(restOfName, text, end)
    if (last === -1 || file.test(text.slice(end, last))) return undefined
    return { start: at, end, value: text.slice(at, end).replaceAll('-', '.') }
  },
}

/** IPv6 in any of its forms, with a port after the eighth group; times and `a::b` scopes are none. */
export const ipv6: TextClass = {
  name: 'ipv6',
  profiles: everywhere,
  chars: ':',
  next: ':0123456789abcdefABCDEF',
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
  if (halves.length > 2 || (halves.length === 2 && !/\d/.test(text))) return false
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
  return count < 8 && isSpecific(groups, text)
}

function isSpecific(groups: readonly string[], text: string): boolean {
  return text.startsWith('::') || groups.length > 2 || groups.some((group) => group.length > 2)
}
