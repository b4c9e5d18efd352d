const longestText = 2_000
const mostWords = 120
const mostNamed = 2_000

/** Words that stand in the names of services everywhere and tell none of them apart. */
const generic: ReadonlySet<string> = new Set(
  'a an and app application backend centre center cluster component core data datacenter datacentre engine for frontend global in internal manager module of on our platform prod production public region server service site staging svc system team test the to tool web worker'.split(
    ' ',
  ),
)

/** The words of a name or text, small and in the singular, `httpGateway-v2` in its parts; at most 120. */
export function wordsOf(text: string): readonly string[] {
  const words = text
    .slice(0, longestText)
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
  return words
    .filter((word) => word !== '')
    .slice(0, mostWords)
    .map(singular)
}

/** The words of a name that tell it apart from others; all of them where none does. */
export function tellingWords(text: string): readonly string[] {
  const words = wordsOf(text)
  const telling = words.filter((word) => !generic.has(word) && !/^v?\d+$/.test(word))
  return telling.length > 0 ? telling : words
}

/** How well two names fit: `same` whatever their writing, `partly` when most words of the shorter stand in the other. */
export type NameMatch = 'same' | 'partly' | 'none'

/** Compares one name after another with the same list; names that come again cost nothing. */
export function nameMatcher(names: readonly string[]): (name: string) => NameMatch {
  const wanted = names.flatMap(partsOf).map((part) => new Set(tellingWords(part)))
  const known = new Map<string, NameMatch>()
  return (name) => {
    const seen = known.get(name)
    if (seen !== undefined) return seen
    const match = matchOf(name, wanted)
    if (known.size < mostNamed) known.set(name, match)
    return match
  }
}

function matchOf(name: string, wanted: readonly ReadonlySet<string>[]): NameMatch {
  let best: NameMatch = 'none'
  for (const part of partsOf(name)) {
    const words = new Set(tellingWords(part))
    if (words.size === 0) continue
    for (const other of wanted) {
      if (other.size === 0) continue
      const shared = [...words].filter((word) => other.has(word)).length
      if (shared === words.size && shared === other.size) return 'same'
      if (shared / Math.min(words.size, other.size) > 0.5) best = 'partly'
    }
  }
  return best
}

/** A list of names in one text, and the text itself. */
function partsOf(text: string): readonly string[] {
  const bounded = text.slice(0, 200)
  const parts = bounded.split(/[/,;&+|]|\s(?:and|or)\s/i).filter((part) => part.trim() !== '')
  return parts.length > 1 ? [bounded, ...parts] : parts
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}
