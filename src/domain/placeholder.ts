/** Words that leave a gap in a finished text, as part of a pattern. */
export const gapWords = String.raw`\b(?:TBD|TBC|TODO|FIXME|XXX+)\b`

const fillers = new Set(
  'tbd tba tbc todo fixme na wip xxx xxxx later pending placeholder null undefined asdf fill'.split(
    ' ',
  ),
)
const phrases =
  /^(?:to be (?:determined|done|defined|confirmed|announced)|(?:none|unknown) yet|n a|fill (?:me )?in|not applicable)$/
const bracketed = /^(?:<[^>]*>|\{\{.*\}\}|\[[^\]]*\])$/

/** Letters of Cyrillic that pass for Latin ones. */
const lookalikes: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  д: 'd',
  е: 'e',
  н: 'h',
  к: 'k',
  м: 'm',
  о: 'o',
  р: 'p',
  т: 't',
  х: 'x',
}

/** True for text that stands where something should stand: empty, signs alone, TBD and its kin in any dress, or `<...>`. */
export function isPlaceholder(text: string): boolean {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .toLowerCase()
  if (!/[\p{L}\p{N}]/u.test(plain) || bracketed.test(plain)) return true
  const folded = plain.replace(/\p{Script=Cyrillic}/gu, (letter) => lookalikes[letter] ?? letter)
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? []
  const spelled = words.every((word) => word.length === 1) ? [words.join('')] : words
  const [first = ''] = spelled
  if (phrases.test(spelled.join(' ')) || spelled.every((word) => fillers.has(word))) return true
  return fillers.has(first) && spelled.length === 2
}
