import { everywhere, matchAt, type Span, type TextClass } from './class.ts'
import { isSecretKey } from './secret-key.ts'

const operator = /(?::=|=>|={1,3}|:)(?:\\?["'`])?[ \t]{0,2}/y
const quoted = /(\\{0,3}["'`])((?:(?!\1|\n)[^]){1,4096})\1/y
const bare = /[^\s,;&"'`<>()[\]{}|\\«»]{1,4096}/y
const emptyWords =
  /^(?:null|nil|none|true|false|undefined|empty|required|missing|invalid|expired|incorrect|wrong|unknown|unset|set|not|must|is|was|has|for|to|the|a|an|and|or|in|of|on|with|by|from|failed|error|ok|yes|no|string|str|number|optional|reset|changed|change|updated|ssh2?|-+|\*+|x+|\.+)$/i
const reference =
  /^(?:\$\{?[A-Za-z_(]|\{\{|<[a-z]|%[a-z(]|process\.env|os\.environ|env\.|getenv|\[|\()/i

/** Value of `password=`, `"api_key": "..."`, `token: ...` and the like; the key stays. Also URL query parameters. */
export const assignment: TextClass = {
  name: 'secret',
  profiles: everywhere,
  ownsKey: isSecretKey,
  find(text, at): Span | undefined {
    const sign = matchAt(operator, text, at)
    if (!sign) return undefined
    const opened = /["'`]/.test(sign[0])
    const from = at + sign[0].length
    const inQuotes = opened ? undefined : matchAt(quoted, text, from)
    if (inQuotes) {
      const value = inQuotes[2]!
      const start = from + inQuotes[1]!.length
      return isSecret(value, true) ? { start, end: start + value.length } : undefined
    }
    const value = matchAt(bare, text, from)?.[0].replace(/[.:]+$/, '') ?? ''
    const loose = text[at] === ':' && /[ \t]$/.test(sign[0])
    return isSecret(value, !loose) ? { start: from, end: from + value.length } : undefined
  },
}

/** Prose such as `token: expired` is no secret; behind `=` or in quotes nearly everything is. */
function isSecret(value: string, strict: boolean): boolean {
  if (value === '' || emptyWords.test(value) || reference.test(value)) return false
  if (/^\d{1,3}$/.test(value)) return false
  if (strict) return value.length >= 2
  return (
    value.length >= 5 && (/[^A-Za-z]/.test(value) || /[a-z][A-Z]/.test(value) || value.length > 5)
  )
}
