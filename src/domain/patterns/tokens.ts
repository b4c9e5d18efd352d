/** What stands in a template where the messages of a pattern differ. */
export const wildcard = '<*>'

const longestLine = 600
const mostTokens = 60

const masks: readonly (readonly [RegExp, string])[] = [
  [/"(?:[^"\\]|\\.)*"/g, wildcard],
  [/\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, wildcard],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, wildcard],
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>)\]]+/gi, wildcard],
  [/(?<![\w.-])[\w-]+(?:\.[\w-]+)+:\d+/g, wildcard],
  [/(?<![\w.-])([\w.-]+)=(?:<\*>|[^\s,;)\]}]+)/g, `$1=${wildcard}`],
]

/**
 * The words of a message's first line with what plainly varies (numbers, ids, addresses, quoted text, values) masked.
 * Bounded: at most 60 words of the first 600 characters.
 */
export function tokensOf(message: string): readonly string[] {
  const lineEnd = message.indexOf('\n')
  const end = Math.min(longestLine, lineEnd < 0 ? message.length : lineEnd)
  let line = message.slice(0, end)
  for (const [pattern, mask] of masks) {
    line = line.replace(pattern, mask)
  }
  return line
    .split(/\s+/)
    .filter((token) => token !== '')
    .slice(0, mostTokens)
    .map(maskNumbers)
}

function maskNumbers(token: string): string {
  if (!/\d/.test(token)) return token
  const masked = token
    .replace(/(?:0x)?[0-9a-f]*\d[0-9a-f]*(?:[.:_-][0-9a-f]*\d[0-9a-f]*)*/gi, wildcard)
    .replace(/(?:<\*>[.:,/_-]?)+<\*>/g, wildcard)
  return /[A-Za-z]{3}/.test(masked.replaceAll(wildcard, '')) ? masked : edges(token)
}

/** Keeps the brackets and commas around a token that is nothing but a variable. */
function edges(token: string): string {
  const [, before = '', after = ''] = /^([^\w\s]*).*?([^\w\s]*)$/s.exec(token) ?? []
  return `${before.replace(/[-+]$/, '')}${wildcard}${after}`
}
