import { plain } from './plain.ts'

const width = 76
/** Twice of what Baton proposes; whatever is longer did not come from it. */
const mostCharacters = 4_000

/** A text of several lines for a terminal, whole and to the letter, each line of it behind a bar so that none passes for a row of the card. */
export function textBlock(text: string): readonly string[] {
  const lines = text.slice(0, mostCharacters).split('\n').flatMap(wrapped)
  const isCut = text.length > mostCharacters
  const rest = `  [CUT: ${text.length} characters, more than Baton ever proposes. Do not grant this.]`
  return [...lines.map((line) => `  | ${line}`.trimEnd()), ...(isCut ? [rest] : [])]
}

/** Whole words where they fit; a word longer than a line is broken. */
function wrapped(line: string): readonly string[] {
  const lines: string[] = []
  let current = ''
  for (const word of plain(line, mostCharacters).split(' ').flatMap(broken)) {
    const longer = current === '' ? word : `${current} ${word}`
    if ([...longer].length <= width) current = longer
    else {
      lines.push(current)
      current = word
    }
  }
  return [...lines, current]
}

function broken(word: string): readonly string[] {
  const characters = [...word]
  const count = Math.max(1, Math.ceil(characters.length / width))
  return Array.from({ length: count }, (_, at) =>
    characters.slice(at * width, (at + 1) * width).join(''),
  )
}
