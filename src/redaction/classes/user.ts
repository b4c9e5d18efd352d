import { everywhere, matchAt, type Span, type TextClass } from './class.ts'

const userKey =
  /(?:^|[._-])(?:user|username|user_?name|user_?id|login|log_?name|ruser|enduser|end_?user_?id|customer_?(?:name|id|email)|(?:first|last|full|family|given|sur|middle|display|account|contact)_?name|email|e_?mail|mail)$|^(?:userid|userName|surname)$/i
const assigned = /=(?:\\?["'])?([^\s,;&"'`<>()[\]{}|\\«»]{2,128})/y
const inJson = /\\?["']?:[ ]?\\?["']([^"'\\\n«»]{1,128})\\?["']/y
const sshd = /(?:invalid )?user ([\w.@$+-]{0,63}[\w$+-]) (?:from|by|\[preauth\])/iy
const login = /for ([\w.@$+-]{1,64}) from (?=[\da-f:.]{3,39} port)/y
/** Left to the e-mail class, so that one mailbox has one token. */
const mailbox = /^[^@\s]{1,64}@[^@\s]{1,253}$/
const nobody =
  /^(?:null|none|nil|unknown|undefined|true|false|anonymous|\(?unknown\)?|-+|\d{1,2})$/i

/** Who a `user=` style pair or a JSON member names. */
export const userPair: TextClass = {
  name: 'user',
  profiles: everywhere,
  ownsKey: (key) => userKey.test(key),
  find(text, at): Span | undefined {
    const json = text[at] === ':'
    if (json && !/["']/.test(text[at - 1] ?? '')) return undefined
    const match = matchAt(json ? inJson : assigned, text, at)
    if (!match || nobody.test(match[1]!) || mailbox.test(match[1]!)) return undefined
    const start = at + match[0].indexOf(match[1]!)
    return { start, end: start + match[1]!.length, value: match[1]!.toLowerCase() }
  },
}

/** Who signs in, in the words of sshd and PAM. */
export const userLogin: TextClass = {
  name: 'user',
  profiles: everywhere,
  words: ['invalid user', 'user ', 'for '],
  find(text, at): Span | undefined {
    const match = matchAt(sshd, text, at) ?? matchAt(login, text, at)
    if (!match || /^(?:unknown|request)$/.test(match[1]!)) return undefined
    const start = at + match[0].indexOf(match[1]!, match[0].indexOf(' '))
    return { start, end: start + match[1]!.length, value: match[1]!.toLowerCase() }
  },
}
