import { everywhere, groupClass, matchAt, type Span, type TextClass } from './class.ts'
import { isSecretKey } from './secret-key.ts'
import { isSecretValue, isUnusual } from './secret-value.ts'
import { valueAt } from './value.ts'

const argument = /,[ \t]{0,8}(?=\\{0,3}["'`])/y
const setter = /(?:^|[^A-Za-z0-9])(?:set|with|add|use|put|new)?_?([A-Za-z][A-Za-z0-9_]{2,48})$/i
const opening = /\([ \t]{0,4}(?=\\{0,3}["'`])/y

/** The second of two quoted arguments when the first names a secret: `put("password", "...")`. */
export const namedArgument: TextClass = {
  name: 'secret',
  profiles: everywhere,
  chars: ',',
  next: ' \t"\'`\\',
  find(text, at): Span | undefined {
    if (!/["'` ]/.test(text[at - 1] ?? '')) return undefined
    const before = text.slice(Math.max(0, at - 72), at)
    const key = /(?<![:=]\s{0,4})["'`]([A-Za-z_][\w.-]{1,63})\\?["'`][ \t]{0,4}$/.exec(before)
    const sign = key && isSecretKey(key[1]!) ? matchAt(argument, text, at) : null
    if (!sign) return undefined
    return argumentAt(
      text,
      at + sign[0].length,
      /\([ \t]*\\?["'`]$/.test(before.slice(0, key!.index + 1)),
    )
  },
}

/** What is handed to `setPassword(...)`, `withToken(...)` and the like. */
export const setterArgument: TextClass = {
  name: 'secret',
  profiles: everywhere,
  chars: '(',
  next: '"\'` \t\\',
  find(text, at): Span | undefined {
    const sign = matchAt(opening, text, at)
    if (!sign) return undefined
    const name = setter.exec(text.slice(Math.max(0, at - 56), at))?.[1]
    if (
      name === undefined ||
      !isSecretKey(name) ||
      /^(?:get|env|read|find|is|has|check)/i.test(name)
    )
      return undefined
    return argumentAt(text, at + sign[0].length, false)
  },
}

const behindOr = /(?:\|\||\?\?)[ \t]{0,4}(?=["'`])/y
const before = /([A-Za-z_][\w]{1,63})(?:["'`]\])?[ \t]{0,4}$/

/** What stands in when nothing is set: `process.env.DB_PASSWORD || "..."`. */
export const standIn: TextClass = {
  name: 'secret',
  profiles: everywhere,
  chars: '|?',
  next: '|?',
  find(text, at): Span | undefined {
    const sign = matchAt(behindOr, text, at)
    const name = sign && before.exec(text.slice(Math.max(0, at - 72), at))?.[1]
    return name && isSecretKey(name)
      ? argumentAt(text, at + sign[0].length, /pass|pwd/i.test(name))
      : undefined
  },
}

/** The last of the arguments of what opens a connection: `getConnection(url, "app", "...")`. */
export const signInArgument = groupClass({
  name: 'secret',
  words: ['get', 'log', 'aut', 'bas', 'htt', 'net', 'cre', 'use', 'pas'],
  shape:
    /(?:getConnection|login|authenticate|basicAuth\w{0,16}|HTTPBasicAuth|NetworkCredential|Credentials?|UsernamePassword\w{0,24}|PasswordAuthentication)\((?:[^()\n]{0,120},[ \t]{0,4})?["'][^"'\n]{1,64}["'],[ \t]{0,4}["']([^"'\n]{4,128})["']/iy,
  closing: 1,
  counts: isUnusual,
})

function argumentAt(text: string, at: number, isCall: boolean): Span | undefined {
  const found = valueAt(text, at, false, 512)
  if (!found?.quoted) return undefined
  const value = text.slice(found.start, found.end)
  if (!isSecretValue(value, true) || /\s.*\s/.test(value)) return undefined
  if (/^\\?["'`]\s{0,4}[:=]/.test(text.slice(found.end, found.end + 8))) return undefined
  return isCall || isUnusual(value) ? found : undefined
}
