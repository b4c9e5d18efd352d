import type { Profile } from '../domain/redacted.ts'
import { type KnownFinder, nobody } from './known.ts'

const mostCharacters = 2_000_000

/** Texts in which nothing was found, so that the same text is not searched again in the same answer or the next. */
export interface CleanTexts {
  has(text: string, profile: Profile, known: KnownFinder): boolean
  /** Remembers that nothing of that profile stands in the text and nobody whom the finder knows. */
  add(text: string, profile: Profile, known: KnownFinder): void
}

/** What holds no known value either is clean for `nobody`, who knows none. Kept to a bound, then begun anew. */
export function createCleanTexts(): CleanTexts {
  let characters = 0
  let texts = new WeakMap<KnownFinder, Record<Profile, Set<string>>>()

  function setOf(profile: Profile, known: KnownFinder): Set<string> {
    const sets = texts.get(known) ?? { log: new Set<string>(), text: new Set<string>() }
    texts.set(known, sets)
    return sets[profile]
  }

  return {
    has: (text, profile, known) => setOf(profile, known).has(text),
    add(text, profile, known) {
      if (text.length > mostCharacters / 10) return
      characters += text.length + 1
      if (characters > mostCharacters) {
        texts = new WeakMap()
        characters = text.length
      }
      setOf(profile, known).add(text)
      if (known !== nobody) setOf(profile, nobody).add(text)
    },
  }
}
