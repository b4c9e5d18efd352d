import { accountSpan, everywhere, matchAt, type Span, type TextClass } from './class.ts'
import { isName } from './nobody.ts'

const userKey =
  /(?:^|[._-])(?:(?:[a-z]{1,12}_?)?user|username|user_?name|user_?id|user_?login|login|log_?name|ruser|enduser|end_?user_?id|customer_?(?:name|id|email)|(?:first|last|full|family|given|sur|middle|display|account|contact|sasl_?user|sam_?account|screen|nick)_?name|email|e_?mail|mail|acct|ugi|upn|user_?principal_?name|owner_?name|ctladdr)$|^(?:userid|surname|nickname|uname)$|(?:created|updated|modified|deleted|changed|requested|submitted|performed|approved|uploaded|invited|logged_?in)_?by$/
const notUser =
  /(?:num|max|min|count|is|has|per|by|new|total|active|by_|to|at)_?user$|per_?user|^super_?user$/
const assigned = /=(?:(?<= =) )?(?:\\?["'])?([^\s,;&"'`<>()[\]{}|\\«»=]{2,128})/y
const inJson = /\\?["']?:[ ]?\\?["']([^"'\\\n«»]{1,128})\\?["']/y
const idKey = /^(?:uid|gid|euid|egid|suid|auid|ouid|fsuid|loginuid|groups)$/
const named = /=(?:\d{1,10}\(([\w.@$-]{1,64})\)|"([A-Za-z_][\w.@$-]{0,63})")/y
const entry = /=([^,=\n"«»]{1,64}),(?:ou|cn|dc|o|c|uid)=/iy
const sent = /=<?([\w.+-]{1,64})>?, (?:size=\d{1,12}, (?:class|nrcpt)|ctladdr=|delay=[\d:]|relay=)/y
/** Left to the e-mail class, so that one mailbox has one token. */
const mailbox = /^[^@\s]{1,64}@[^@\s]{1,253}$/
const placeholder =
  /^[$%@{<*?]|^\.+$|^(?:null|none|nil|unknown|undefined|true|false|anonymous|\(?unknown\)?|-+|\d{1,2}|new|system)$/i

/** Who a `user=` style pair or a JSON member names. */
export const userPair: TextClass = {
  name: 'user',
  profiles: everywhere,
  ownsKey: (key) => userKey.test(key) && !notUser.test(key),
  find(text, at): Span | undefined {
    const json = text[at] === ':'
    if (json && !/["']/.test(text[at - 1] ?? '')) return undefined
    const match = matchAt(json ? inJson : assigned, text, at)
    if (!match || placeholder.test(match[1]!) || mailbox.test(match[1]!)) return undefined
    return accountSpan(at + match[0].indexOf(match[1]!), match[1]!)
  },
}

/** Names that stand with an id, in a directory entry or in the envelope of a mail: `uid=0(root)`, `uid=maria,ou=`. */
export const accountPair: TextClass = {
  name: 'user',
  profiles: everywhere,
  ownsKey: (key) => idKey.test(key) || /^(?:cn|from|to|orig_to)$/.test(key),
  find(text, at): Span | undefined {
    if (text[at] !== '=') return undefined
    const match = matchAt(named, text, at) ?? matchAt(entry, text, at) ?? matchAt(sent, text, at)
    const found = match?.[1] ?? match?.[2]
    if (!match || !found || !isName(found) || /^\d+$/.test(found)) return undefined
    return accountSpan(at + match[0].indexOf(found), found)
  },
}
