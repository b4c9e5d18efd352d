/** What words tell in a language that has no capitals but puts spaces between words; all without marks. */
export interface Tongue {
  /** Of all its letters. */
  readonly script: RegExp
  /** Letters written to a name, such as Arabic `و`, at most two at a time. */
  readonly prefixes: readonly string[]
  /** Before a person, and read on: `السيد`. */
  readonly titles: ReadonlySet<string>
  /** Places of two words. */
  readonly pairs: ReadonlySet<string>
  /** Titles that are written with signs, as the text before a person ends with them. */
  readonly abbreviated: RegExp
  /** Behind a person: `जी`. */
  readonly behind: ReadonlySet<string>
  /** Before a person whose name may be any word: `my name is`, one or two words. */
  readonly introduces: ReadonlySet<string>
  /** Before a person whose name is known or no word: `colleague`, `with`. */
  readonly leads: ReadonlySet<string>
  /** Behind a person who does something: `אמר`, `ने`. */
  readonly does: ReadonlySet<string>
  /** Within a person's name: `بن`. */
  readonly particles: ReadonlySet<string>
  /** Whether a word that nobody knows can be a family name by its form. */
  readonly isSurname: RegExp
  /** Kinds of companies that stand first, and that stand last. */
  readonly companies: ReadonlySet<string>
  readonly companiesBehind: ReadonlySet<string>
  /** How the later words of a company's name begin where it stands behind its kind. */
  readonly companyGoesOn: RegExp
  /** Words for streets and districts that stand first, and that stand last. */
  readonly streets: ReadonlySet<string>
  readonly streetsBehind: ReadonlySet<string>
  /** Parts of a building, with a number or an ordinal. */
  readonly units: ReadonlySet<string>
  /** Before a place, where it is one by its list: `in`. */
  readonly within: ReadonlySet<string>
  /** Never part of a name. */
  readonly never: ReadonlySet<string>
}

const empty: ReadonlySet<string> = new Set()

/** A set of words or phrases, `_` standing for the space within one, as the finder reads them. */
export function list(words: string): ReadonlySet<string> {
  if (words === '') return empty
  return new Set(
    plain(words)
      .split(/\s+/)
      .map((word) => word.replaceAll('_', ' ')),
  )
}

/** As the engine folds text: no combining marks, no lengthening stroke. */
export function plain(text: string): string {
  return text.normalize('NFC').replace(/[\p{M}\u0640]/gu, '')
}
