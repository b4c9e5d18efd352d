import { everywhere, isLetter, matchAt, type Span, type TextClass } from './class.ts'
import { isName } from './nobody.ts'

const name = String.raw`([\w.@$+-]{0,63}[\w$])(?!\\)`
const far = String.raw`(?:from|by) `

/** Frames in which somebody's name stands, by the word at which each is looked for; a strong one lets any word be a name. */
const frames: Readonly<Record<string, readonly (readonly [pattern: string, strong?: 'strong'])[]>> =
  {
    user: [
      [
        String.raw`user {1,2}(?!from |by )${name}(?= ${far}(?:[\d[(]|[\da-f]{1,4}:)| \[preauth\])`,
        'strong',
      ],
      [String.raw`user ${name}(?= ${far}[\w-]{1,63}\.[\w-])`],
      [String.raw`user ${name}(?= (?:\d{1,3}\.\d{1,3}\.|[\da-f]{1,4}:[\da-f:]{2}))`, 'strong'],
      [String.raw`user(?: with)?:? ["'‘“(<\[]{1,2}(?:\w{1,15}\\)?${name}(?=["'’”)>\]])`],
      [
        String.raw`user:? ${name}(?= (?:logged|login|signed|authenticated|not allowed|does not exist|connected|disconnected|has (?:logged|been|no)|on tty)\b)`,
      ],
      [String.raw`user: ${name}(?![\w.@$+-]| \w)`],
      [String.raw`user(?:name)?:[ \t]{1,8}${name}(?=[,;)\]}\t]|\r?$)`],
    ],
    username: [[String.raw`username:[ \t]{1,8}["']?${name}(?=["',;)\]}\t.]|\s|$)`]],
    invalid: [
      [String.raw`invalid user {1,2}(?!from |by )${name}(?= from | by | \[preauth)`, 'strong'],
      [String.raw`invalid user {1,2}${name}`],
    ],
    illegal: [
      [String.raw`illegal user {1,2}(?!from |by )${name}(?= from | by )`, 'strong'],
      [String.raw`illegal user {1,2}${name}`],
    ],
    authenticating: [[String.raw`authenticating user ${name}`, 'strong']],
    for: [
      [
        String.raw`for (?:invalid |illegal |unknown )?user[ =:]{1,2}["'‘“(<]{0,2}(?:\w{1,15}\\)?${name}(?![\w-])`,
      ],
      [String.raw`for ${name}(?= from [\da-f:.]{3,39} port| on (?:/dev/|pts/|pts |tty))`, 'strong'],
      [String.raw`for (?=\S{1,64}(?:,|$))(?<=login \d{1,3} from \S{1,80} for )${name}`, 'strong'],
    ],
    failures: [[String.raw`failures for ${name}(?=$|[ ,.;:\r\n])`]],
    failure: [[String.raw`failure for (?:user )?${name}(?= from| on tty| \[)`]],
    password: [
      [
        String.raw`password (?:changed|expired|reset|check failed) for (?:user )?\(?${name}(?=$|[ ,.;:)\r\n])`,
      ],
    ],
    by: [[String.raw`by ${name}(?=\(uid=\d)`, 'strong']],
    login: [
      [String.raw`login on \S{1,32} by ${name}`],
      [String.raw`login from [^\s\d:]{1,80}, ${name}`],
      [String.raw`login(?:ged in)? as (?:user )?["']?${name}`],
      [String.raw`login: ${name}(?![\w.@$+-]| \w)`],
    ],
    logged: [[String.raw`logged (?:in|on) as (?:user )?["']?${name}`]],
    signed: [[String.raw`signed in as (?:user )?["']?${name}`]],
    authenticated: [[String.raw`authenticated as (?:user )?["']?${name}`]],
    running: [[String.raw`running as user ["']?${name}`]],
    su: [
      [String.raw`su ${name}(?=' (?:succeeded|failed))`],
      [
        String.raw`su(?:\[\d{1,7}\])?: (?:\(to [\w.$-]{1,64}\) )?${name}(?= (?:to [\w.$-]{1,64} )?on (?:/dev/|pts|tty|none))`,
      ],
    ],
    role: [[String.raw`role ["']${name}(?=["'])`]],
    session: [[String.raw`session \S{1,16} of user ${name}`]],
    new: [[String.raw`new user: name=${name}`, 'strong']],
    delete: [[String.raw`delete user '${name}(?=')`, 'strong']],
    acls: [[String.raw`acls to: ?([\w.$-]{1,64}(?:, ?[\w.$-]{1,64}){0,9})`]],
    permissions: [[String.raw`permissions: Set\(([\w.$, -]{1,200})(?=\))`]],
    account: [
      [
        String.raw`account name:[ \t]{1,8}(?!-|system|(?:local|network) service)([^\s:«»][^\r\n\t:«»]{0,62}[^\s:«»])(?=\s)`,
      ],
    ],
    logon: [[String.raw`logon account:[ \t]{1,8}(?!-|system)${name}`]],
  }

/** The same where the name stands in front of the word, right before `gap`. */
const framesBehind: Readonly<Record<string, string>> = {
  tty: String.raw`TTY=(?<=(?:^|[ :])([\w.@$-]{1,64}) : (?:[\w -]{1,60} ; )?TTY=)`,
  cmd: String.raw`(?<=\(([\w.@$-]{1,64})\) )CMD(?:OUT|END)? \(`,
  reload: String.raw`(?<=\(([\w.@$-]{1,64})\) )RELOAD \(`,
}

const longestWord = 16

interface Frame {
  readonly pattern: RegExp
  readonly isStrong: boolean
  readonly isBehind: boolean
}

const compiled: ReadonlyMap<string, readonly Frame[]> = compile()

function compile(): ReadonlyMap<string, readonly Frame[]> {
  const words = new Map<string, Frame[]>()
  const add = (word: string, pattern: string, isStrong: boolean, isBehind: boolean): void => {
    const list = words.get(word) ?? []
    words.set(word, [...list, { pattern: new RegExp(pattern, 'iy'), isStrong, isBehind }])
  }
  for (const [word, list] of Object.entries(frames)) {
    for (const [pattern, strong] of list) add(word, pattern, strong !== undefined, false)
  }
  for (const [word, pattern] of Object.entries(framesBehind)) add(word, pattern, true, true)
  return words
}

/** Who signs in, in the words of sshd, PAM, su, sudo, cron, FTP, databases, Spark and Windows. */
export const userLogin: TextClass = {
  name: 'user',
  profiles: everywhere,
  words: [...compiled.keys()].flatMap((word) =>
    word.length < 3 ? [' ', '[', ':'].map((next) => word + next) : word,
  ),
  find(text, at): Span | undefined {
    let end = at
    while (end - at < longestWord && isLetter(text.charCodeAt(end))) end++
    const next = text.charCodeAt(end)
    if (next !== 32 && next !== 58 && next !== 61 && next !== 91) return undefined
    const list = compiled.get(text.slice(at, end).toLowerCase())
    if (list === undefined) return undefined
    for (const { pattern, isStrong, isBehind } of list) {
      const found = matchAt(pattern, text, at)?.[1]
      if (found === undefined || (!isStrong && (!isName(found) || /^\d+$/.test(found)))) continue
      const start = isBehind ? text.lastIndexOf(found, at - 2) : pattern.lastIndex - found.length
      return { start, end: start + found.length, value: found.toLowerCase() }
    }
    return undefined
  },
}

const accessLog = /(?<= - ([^\s"[\]«»]{1,64}) )\[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:/y

/** The signed-in user of an access log in the common format. */
export const accessLogUser: TextClass = {
  name: 'user',
  profiles: everywhere,
  chars: '[',
  next: '0123456789',
  find(text, at): Span | undefined {
    if (text.charCodeAt(at + 3) !== 47 || text[at - 2] === '-') return undefined
    const found = matchAt(accessLog, text, at)?.[1]
    if (found === undefined) return undefined
    return { start: at - 1 - found.length, end: at - 1, value: found.toLowerCase() }
  },
}
