import { isPlaceholder, isRandom } from './placeholder.ts'

const emptyWords =
  /^(?:null|nil|none|true|false|undefined|empty|required|missing|invalid|expired|incorrect|wrong|unknown|unset|set|not|must|is|was|has|for|to|the|a|an|and|or|in|of|on|with|by|from|failed|error|ok|yes|no|string|str|text|varchar|bytes|boolean|bool|number|int|object|any|optional|reset|changed|change|updated|include|omit|same-origin|expected|identifier|ssh2?|accepted|rejected|denied|disabled|enabled|verified|refreshed|revoked|rotated|password|token|secret|-+|\*+|x+|\.+)$/i
const longestWord = 12
const roots =
  'var|local|self|this|data|module|config|cfg|conf|settings|process|os|env|environ|secrets?|request|req|res|response|args|argv|opts|options|params|props|state|ctx|context|each|user|account|credentials?|form|body|input|System|Environment|Configuration|ConfigurationManager|settings|viper|random_\\w+|aws_\\w+|azurerm_\\w+|google_\\w+|vault_\\w+'
const typeOfColumn = /^(?:n?var)?(?:char|binary|numeric)\(\d{0,5}\)?,?$/i
/** What a program writes for a value that stands elsewhere. */
const reference = new RegExp(
  `^(?:(?:${roots})(?:\\??\\.[A-Za-z_]\\w*|\\[[\\w'":]*\\]?){1,8}(?:\\(.*)?|[A-Za-z_][\\w.]*\\(\\)?(?:\\.\\w+)*|[A-Za-z_]\\w*\\([A-Za-z_]\\w*\\(.*|function\\(.*|\\$[A-Za-z_]\\w*(?:\\[|->|::).*|[A-Z][A-Za-z]*<[A-Za-z<>&', ]*|[A-Z]\\w*::\\w+\\(.*|[Ss]tring\\.Empty|[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)+\\(.*|(?:new|await|async|typeof|return|function|def|lambda)|(?:get|read|load|fetch|generate|create|make|decrypt|random|hash|encode)[A-Z_]\\w*\\(.*|\\w+(?:\\.\\w+)*\\.(?:get|fetch|getProperty|getString|GetString|getenv|Getenv|value|Value|text|toString|ToString)\\(.*)[;,)]*$`,
)

/**
 * False for what stands in the place of a secret: a word of prose such as `expired`, a placeholder, a reference such as
 * `var.password`, a small number. `strict` is set behind `=` and in quotes, where nearly everything is a secret.
 */
export function isSecretValue(value: string, strict: boolean): boolean {
  if (value.length <= longestWord && emptyWords.test(value)) return false
  if (typeOfColumn.test(value)) return false
  if (isPlaceholder(value) || isPath(value) || /^\d{1,3}$/.test(value)) return false
  if (strict) return value.length >= 2
  return (
    value.length >= 5 && (/[^A-Za-z]/.test(value) || /[a-z][A-Z]/.test(value) || value.length > 5)
  )
}

const path =
  /^(?:\/(?:bin|dev|etc|home|mnt|opt|root|run|srv|tmp|usr|var|Users)|[A-Za-z]:(?=\\))(?:[\\/]{1,2}[\w.-]{1,64}(?: [\w.-]{1,32}){0,3}){1,12}$/
const longestPath = 256

/** True for where a secret lies: a file under a usual root, none of whose parts is random. */
function isPath(value: string): boolean {
  if (value.length > longestPath || !path.test(value)) return false
  return !value.split(/[\\/]/).some((part) => part.length >= 12 && isRandom(part))
}

/** What a compressed program writes: members of objects of one letter or two. */
const compressed = /^[a-z_$]{1,2}(?:\.[A-Za-z_$]{1,20})+(?:[|&,;)?:}].*)?$/

/** True for members of such objects, whose names hold no digit. */
export function isCompressed(value: string): boolean {
  return compressed.test(value)
}

/** True for an expression of a program, as in `password = settings.password`. */
export function isReference(value: string): boolean {
  return value.length <= 120 && reference.test(value)
}

/** True for a single word that nobody would write in prose: letters with digits, signs or capitals inside. */
export function isUnusual(word: string): boolean {
  if (
    word.length < 5 ||
    isPlaceholder(word) ||
    /^[\w.-]+\.(?:com|org|net|io|md|ts|js|py|txt)$/.test(word)
  ) {
    return false
  }
  if (/[A-Za-z]/.test(word) && /\d/.test(word)) return true
  if (/^\d{4,}$/.test(word)) return true
  return /[a-z][A-Z]/.test(word) || /[A-Za-z][!@#$%^&*+=?][A-Za-z]|[A-Za-z][!#$%^&*]$/.test(word)
}
