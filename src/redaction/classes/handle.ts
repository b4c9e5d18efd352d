import { isDotted, isHandle, isInitialed, isSpeaker, isUnderscored } from '../names/handles.ts'
import {
  accountSpan,
  groupSpan,
  isAlnum,
  matchAt,
  type Span,
  type TextClass,
  textOnly,
} from './class.ts'

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const longest = 40
const clockReach = 48
const clockLetters = 'TZAaPpMm'
const mention = /@([A-Za-z][\w-]{0,30}(?:\.[A-Za-z][\w-]{1,30}){0,2})(?![\w(/\\@]|[ ]?=|[.:]\w)/y
const member = /<@([UW][A-Z0-9]{6,14})(?:\|[^>\n]{1,60})?>/y
const dotted = /([A-Za-z]{1,20})\.([A-Za-z]{1,24}\d{0,4})(?![\w(/\\@=\]}-]|\.\w|:[\w/])/y
const notBefore = setOf('_.@/\\$%&?=~-')
const notBehind = setOf('_(/\\@=]}-')
const clock =
  /(?:^|\n)[ \t>*-]{0,4}[[(<]?(?:\d{4}-\d\d-\d\d[T ]|\d{1,2}[./]\d{1,2}[./]\d{2,4},? )?\d{1,2}[:.]\d\d(?::\d\d)?(?:[.,]\d{1,6})?(?: ?[AaPp][Mm]|Z)?[\])>]?[ \t]{1,3}(?:[-–—|][ \t])?[<@]?$/

/** Whom a chat speaks to: `@kdesai`, `<@U024BE7LH>`. */
export const chatMention: TextClass = {
  name: 'user',
  profiles: textOnly,
  chars: '@<',
  next: `@${letters}`,
  find(text, at): Span | undefined {
    if (text[at] === '<') {
      const found = matchAt(member, text, at)?.[1]
      return found === undefined ? undefined : accountSpan(at + 2, found)
    }
    if (/[\w.@/\\$%+=`'"~-]/.test(text[at - 1] ?? '')) return undefined
    const found = matchAt(mention, text, at)?.[1]
    return found !== undefined && isHandle(found) ? accountSpan(at + 1, found) : undefined
  },
}

/** An account made of an initial or a first name and a family name: `f.delacroix`. */
export const dottedHandle: TextClass = {
  name: 'user',
  profiles: textOnly,
  chars: '.',
  next: letters,
  find(text, at): Span | undefined {
    let from = at
    while (from > 0 && at - from < 21 && isAsciiLetter(text.charCodeAt(from - 1))) from--
    if (from === at || at - from > 20 || isWithin(notBefore, text.charCodeAt(from - 1)))
      return undefined
    if (isOneOfMore(text, at + 1)) return undefined
    const found = matchAt(dotted, text, from)
    if (!found || !isDotted(found[1]!, found[2]!)) return undefined
    return accountSpan(from, `${found[1]}.${found[2]}`)
  },
}

function setOf(signs: string): Uint8Array {
  const set = new Uint8Array(128)
  for (const sign of signs) set[sign.charCodeAt(0)] = 1
  return set
}

function isWithin(set: Uint8Array, code: number): boolean {
  return set[code] === 1 || isAlnum(code)
}

/** True where the word ends as packages, files and calls do, most of what has a dot in logs. */
function isOneOfMore(text: string, from: number): boolean {
  let end = from
  while (isAlnum(text.charCodeAt(end))) end++
  const next = text.charCodeAt(end)
  return (
    end - from > 28 ||
    isWithin(notBehind, next) ||
    (next === 46 && isAlnum(text.charCodeAt(end + 1)))
  )
}

const underscored = /([a-z]{3,20})_([a-z]{1,20})\d{0,3}(?![\w(/\\@=\]}:-]|\.\w)/y

/** An account made of a first name and an initial or another name over a low line: `lily_hu`. */
export const underscoredHandle: TextClass = {
  name: 'user',
  profiles: textOnly,
  chars: '_',
  next: letters,
  find(text, at): Span | undefined {
    let from = at
    while (from > 0 && at - from < 21 && isAsciiLetter(text.charCodeAt(from - 1))) from--
    if (at - from < 3 || at - from > 20 || isWithin(notBefore, text.charCodeAt(from - 1)))
      return undefined
    const found = matchAt(underscored, text, from)
    if (!found || !isUnderscored(found[1]!, found[2]!)) return undefined
    return accountSpan(from, found[0])
  },
}

/** Who speaks in a chat behind the time, when an account and no name stands there: `[10:42] kdesai:`. */
export const chatSpeaker: TextClass = {
  name: 'user',
  profiles: textOnly,
  chars: ':>',
  next: ' ',
  find(text, at): Span | undefined {
    let from = at
    while (from > 0 && at - from < longest && isHandleChar(text.charCodeAt(from - 1))) from--
    if (at - from < 3) return undefined
    const isFirst = from === 0 || text[from - 1] === '\n'
    if (!isFirst && !mayFollowClock(text, from)) return undefined
    const found = text.slice(from, at)
    const isSaid = isFirst
      ? text[at] === ':' && isSpeaker(found)
      : (isHandle(found) || isSpeaker(found)) &&
        clock.test(text.slice(Math.max(0, from - clockReach), from))
    return isSaid ? accountSpan(from, found) : undefined
  },
}

/** Whether nothing but signs, digits and the letters of a time stands before it in its line. */
function mayFollowClock(text: string, from: number): boolean {
  for (let at = from - 1; at >= 0 && from - at < clockReach; at--) {
    const code = text.charCodeAt(at)
    if (code === 10) return true
    if (isAsciiLetter(code) && !clockLetters.includes(text[at]!)) return false
  }
  return true
}

const account =
  'user|username|benutzer(?:in|name|konto|kennung)?|nutzer(?:name)?|anwender|kennung|anmeldename|identifiant|usuari|bruger\\p{L}{0,4}|bruker\\p{L}{0,4}|korisni(?:k|ka|ku|ca|ci)|korisničko ime|pengguna|utilizator\\p{L}{0,4}|používate\\p{L}{1,3}|uporabni(?:k|ka)|kasutaja|naudotojas|lietotājs|handle|nick|nickname|utilisateur|utilisatrice|usuari[oa]|usuário|utilizador|utente|gebruiker(?:snaam)?|användare\\p{L}{0,2}|användarnamn|użytkowni(?:k|ka|kowi|czka)|uživatel\\p{L}{0,3}|felhasználó\\p{L}{0,4}|kullanıcı\\p{L}{0,3}|login|logins|konto|compte|cuenta|conta|account|fiók|hesap|hesabı'
const elsewhere =
  'пользовател\\p{L}{1,4}|потребител\\p{L}{0,3}|корисник\\p{L}{0,2}|χρήστη\\p{L}{0,2}|λογαριασμ\\p{L}{2}|käyttäjä\\p{L}{0,6}|ผู้ใช้|บัญชี|המשתמש|משתמש|חשבון|کاربر|логин\\p{L}{0,3}|уч[её]тн\\p{L}{2,3} запис\\p{L}{1,3}|аккаунт\\p{L}{0,3}|користувач\\p{L}{0,3}|логін\\p{L}{0,3}|обліков\\p{L}{2,3} запис\\p{L}{0,3}|用户名?|账号|帐号|账户|ユーザー?名?|アカウント|ログイン|사용자|계정|아이디|المستخدم|الحساب|حساب|उपयोगकर्ता|यूज़र|खाता|người dùng|tài khoản|đăng nhập'
const value =
  '[ \\t]{0,2}[:：]?[ \\t]{0,2}["\'`«„“(「]?@?([A-Za-z][\\w-]{0,30}(?:\\.[A-Za-z][\\w-]{0,30}){0,2})(?![\\w(/\\\\@=]|\\.\\w)'
const asciiAccount = new RegExp(
  `(?:${account})${value.replace('[ \\t]{0,2}[:：]?', '(?:[ \\t]{1,2}[:：]?|[:：])')}`,
  'iuy',
)
const otherAccount = new RegExp(`(?:${elsewhere})${value}`, 'giu')

/** Behind the word for an account: `user fdelacroix`. */
export const accountNamed: TextClass = {
  name: 'user',
  profiles: textOnly,
  words: account
    .replace(/\([^)]*\)|\[[^\]]*\]|\\p\{L\}\{\d,\d\}/gu, '')
    .split('|')
    .map((word) => word.slice(0, 3)),
  find(text, at): Span | undefined {
    const found = matchAt(asciiAccount, text, at)?.[1]
    if (found === undefined || !isAccount(found)) return undefined
    return accountSpan(asciiAccount.lastIndex - found.length, found)
  },
}

/** The same in writings that have no Latin letters. */
export const accountElsewhere: TextClass = {
  name: 'user',
  profiles: textOnly,
  *scan(text): Iterable<Span> {
    if (!/[ä\u0370-\u9fff가-힣\u1ea0-\u1ef9]/.test(text)) return
    for (const match of text.matchAll(otherAccount)) {
      const found = match[1]!
      if (isAccount(found)) yield accountSpan(groupSpan(match, found).start, found)
    }
  },
}

function isAccount(found: string): boolean {
  return isHandle(found) || isInitialed(found)
}

function isAsciiLetter(code: number): boolean {
  const lower = code | 32
  return lower >= 97 && lower <= 122
}

function isHandleChar(code: number): boolean {
  return (
    isAsciiLetter(code) || (code >= 48 && code <= 57) || code === 45 || code === 46 || code === 95
  )
}
