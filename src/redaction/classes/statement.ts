import { everywhere, groupSpan, matchAt, type Span, type TextClass } from './class.ts'
import { isSecretKey } from './secret-key.ts'
import { isSecretValue, isUnusual } from './secret-value.ts'

const given = '(?:"([^"\\n]{2,256})"|\'([^\'\\n]{2,256})\'|([^\\s"\'`;,]{2,256}))'
const name = '([A-Za-z_][A-Za-z0-9_.-]{1,63})'

/** Statements of shells, databases and protocols that name a secret by their verb, up to where it begins. */
const statements: readonly (readonly [words: readonly string[], head: string])[] = [
  [
    ['env', 'arg', 'set', 'con'],
    `(?:ENV|ARG|setx|setenv|set -[A-Za-z]{1,3}|configure set) ${name} `,
  ],
  [['ech'], 'echo (?:-n )?(?=[^\\n|]{2,200}\\|[^\\n|]{2,200}--password-stdin)'],
  [['con'], 'ConvertTo-SecureString (?:-String )?(?=["\'])'],
  [['ide'], 'identified (?:with [\\w\'"]{1,64} )?by (?:password )?(?=["\'])'],
  [['wit', 'enc'], "(?:with |encrypted )(?:encrypted )?password (?=')"],
  [['set'], "set password(?: for [^=\\n]{1,128})? ?= ?(?:password\\()?(?=')"],
  [['req', 'mas'], '(?:requirepass|masterauth) '],
  [['aut'], 'AUTH (?:PLAIN |default )?(?=[^\\s]*\\d)'],
  [['pas'], '(?<=(?:^|[>:\\n] ?))PASS '],
]

/** What `ENV API_KEY`, `identified by`, `requirepass` and the like are followed by. */
export const statementSecrets: readonly TextClass[] = statements.map(([words, head]) => {
  const shape = new RegExp(head + given, /AUTH|PASS|ENV/.test(head) ? 'y' : 'iy')
  const isNamed = head.includes(name)
  return {
    name: 'secret',
    profiles: everywhere,
    words,
    find(text, at): Span | undefined {
      const match = matchAt(shape, text, at)
      if (!match || (isNamed && !isSecretKey(match[1]!))) return undefined
      const [double, single, bare] = match.slice(isNamed ? 2 : 1)
      const value = double ?? single ?? bare!
      if (!isSecretValue(value, true) || (bare !== undefined && !isUnusual(bare))) return undefined
      return groupSpan(match, value, bare === undefined ? 1 : 0)
    },
  }
})

const pair =
  /(?:creds?|credentials?|logins?)(?![\w.-])(?: (?:are|is|for [\w.-]{1,64}:?))? ?:? ?([\w.@+-]{2,64}) ?[/:] ?([^\s"'`,;]{4,128})/iy

/** A name and a password side by side: `creds: bob / ...`. */
export const spokenPair: TextClass = {
  name: 'credentials',
  profiles: everywhere,
  words: ['cre', 'log'],
  find(text, at): Span | undefined {
    const match = matchAt(pair, text, at)
    const secret = match?.[2]!.replace(/[.,;:!?)\]}]+$/, '')
    if (!match || secret === undefined || !isUnusual(secret) || /\//.test(secret)) return undefined
    if (/^\d+$/.test(secret)) return undefined
    const { start } = groupSpan(match, match[2]!)
    return { start, end: start + secret.length }
  },
}
