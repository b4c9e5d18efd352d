import {
  accountSpan,
  everywhere,
  isAlnum,
  isLetter,
  matchAt,
  type Span,
  type TextClass,
} from './class.ts'

const within = /(home|usercache|users|documents and settings)(\\{1,4}|\/{1,2})/iy
const unixName = /[^\s\\/:*?"'<>|,;()[\]{}&=$%«»#@]{1,64}/y
const windowsName =
  /[^\\/:*?"'<>|\r\n$%«»\t]{0,63}[^\\/:*?"'<>|\s$%«»](?=\\|\/)|[^\s\\/:*?"'<>|,;()[\]{}$%«»]{1,64}/y
const route =
  /(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|route|endpoint|https?:\/\/\S{0,200})[ "'=:]{0,3}$/i
const page = /\.(?:html?|php|aspx?|jsp|js|css|png|jpe?g|svg|json|xml)$/i
const shared =
  /^(?:public|default|default user|default\.migrated|all users|shared|lost\+found|me|index|login|user|username|name|\.{1,2})$/i

/** Whose home directory it is, on Linux, macOS and Windows and in the caches of YARN. */
export const homeDirectory: TextClass = {
  name: 'user',
  profiles: everywhere,
  words: ['home', 'usercache', 'Users', 'Documents and Settings'],
  find(text, at): Span | undefined {
    const before = text[at - 1]
    if (before !== '/' && before !== '\\') return undefined
    const folder = matchAt(within, text, at)
    if (!folder || !isRoot(text, at, folder[1]!)) return undefined
    const start = at + folder[0].length
    const match = matchAt(folder[2]!.startsWith('\\') ? windowsName : unixName, text, start)
    if (!match || shared.test(match[0]) || page.test(match[0])) return undefined
    return accountSpan(start, match[0].replace(/[.:]+$/, ''))
  },
}

/** True when that folder lies where homes do and the path is none of a web site. */
function isRoot(text: string, at: number, folder: string): boolean {
  if (/^usercache$/i.test(folder)) return true
  let slash = at - 1
  while (slash > 0 && (text[slash - 1] === '/' || text[slash - 1] === '\\') && at - slash < 5)
    slash--
  const front = text.slice(Math.max(0, slash - 24), slash)
  if (/(?:^|[^A-Za-z])[a-z]:$/i.test(front)) return true
  if (folder !== 'home' && folder !== 'Users') return false
  if (
    /(?:^|[\s"'=(,])(?:\/(?:export|usr|net|mnt|nfs|data|var|vol\d?|private|Volumes\/[\w ]{1,12})|file:)$/.test(
      front,
    )
  )
    return true
  return !/[\w.~%-]$/.test(front) && !route.test(text.slice(Math.max(0, slash - 220), slash))
}

const wellKnown =
  /^(?:HK\w{0,20}|AUTHORITY|BUILTIN|SERVICE|APPPOOL|MACHINE|WINDOWS|SYSTEM32|DEVICE|REGISTRY|SOFTWARE|SYSTEM)$/i
const escapeLetters = 'nrtbfvux0'
const labelBefore = /(?:user|account|logon|login|by|for|as|owner|identity|name)["' :=]{1,3}$/i

/** `DOMAIN\user`, not a path, nor an escape behind a word in capitals. */
export const domainUser: TextClass = {
  name: 'user',
  profiles: everywhere,
  chars: '\\',
  next: '\\abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
  find(text, at): Span | undefined {
    let from = at
    while (from > 0 && at - from < 16 && isDomain(text.charCodeAt(from - 1))) from--
    const domain = text.slice(from, at)
    if (!/^[A-Z]/.test(domain) || domain.length < 2 || domain.length > 15) return undefined
    if (/[\w.\\/:«»-]/.test(text[from - 1] ?? '') && text[from - 1] !== ':') return undefined
    if (wellKnown.test(domain)) return undefined
    const start = text[at + 1] === '\\' ? at + 2 : at + 1
    if (!isLetter(text.charCodeAt(start))) return undefined
    const isLabelled = labelBefore.test(text.slice(Math.max(0, from - 12), from))
    if (!isLabelled && domain !== domain.toUpperCase()) return undefined
    if (start === at + 1 && !isLabelled && escapeLetters.includes(text[start]!)) return undefined
    let end = start
    while (end - start < 64 && isUser(text.charCodeAt(end))) end++
    if (text[end] === '\\' || text[end] === '/' || text[end] === ':' || end - start < 2)
      return undefined
    if (text[end - 1] === '.') end--
    return accountSpan(start, text.slice(start, end))
  },
}

function isDomain(code: number): boolean {
  return isAlnum(code) || code === 45 || code === 95
}

function isUser(code: number): boolean {
  return isAlnum(code) || code === 45 || code === 95 || code === 46 || code === 36
}
