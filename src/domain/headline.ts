const safeLast = /^\p{Ll}{1,12}[.,:;)]?$/u

/**
 * The first line of a raw text, at most so many characters. A longer line ends at a plain lower-case word, so that no
 * half of a value that the redactor would know whole is left.
 */
export function headline(text: string, most = 200): string {
  const [line = ''] = text.trim().split(/[\r\n]/, 1)
  if (line.length <= most) return line
  const words = line.slice(0, most).split(/\s+/)
  words.pop()
  while (words.length > 0 && !safeLast.test(words.at(-1) ?? '')) words.pop()
  return `${words.join(' ')} …`.trim()
}
