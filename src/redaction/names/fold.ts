/** What a UTF-16 unit is to the tokenizer. */
export const kind = {
  other: 0,
  lower: 1,
  upper: 2,
  /** A letter of a script without case that puts spaces between words. */
  caseless: 3,
  digit: 4,
  /** A combining mark: part of a word, nothing of its own. */
  mark: 5,
  /** Han, Kana or Hangul. */
  east: 6,
} as const

const tableEnd = 0x2000

/** By UTF-16 unit below U+2000: its kind. */
export const kinds = new Uint8Array(tableEnd)

/** By UTF-16 unit below U+2000: the letter in lower case without its accents; 0 for what is no letter. */
export const bases = new Uint16Array(tableEnd)

const unaccented: Readonly<Record<string, string>> = {
  ß: 's',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 't',
  æ: 'a',
  œ: 'o',
  ı: 'i',
  ς: 'σ',
}

/** Fills both tables when that has not been done; what hashes or splits words calls it first. */
export function prepareLetters(): void {
  if (bases[97] !== 0) return
  for (let code = 0; code < tableEnd; code++) fill(code)
  // `ß` and the like have no capital of one unit.
  kinds[0xdf] = kind.lower
}

function fill(code: number): void {
  const char = String.fromCharCode(code)
  if (/[\p{M}\u02b0-\u02ff]/u.test(char)) kinds[code] = kind.mark
  else if (/\d/.test(char)) kinds[code] = kind.digit
  else if (/[\u1100-\u11ff]/.test(char)) kinds[code] = kind.east
  else if (/\p{L}/u.test(char)) {
    const lower = char.toLowerCase()
    const isLower = lower === char
    kinds[code] = !isLower ? kind.upper : char.toUpperCase() === char ? kind.caseless : kind.lower
    bases[code] = (unaccented[lower[0]!] ?? lower.normalize('NFD')).charCodeAt(0)
  }
}

/** The kind of a UTF-16 unit. */
export function kindOf(code: number): number {
  if (code < tableEnd) return kinds[code]!
  if (isEast(code)) return kind.east
  return kind.other
}

/** Han, Kana, Hangul and the marks that belong into such words. */
export function isEast(code: number): boolean {
  return (
    (code >= 0x3040 && code <= 0x30ff && code !== 0x30fb) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7af) ||
    code === 0x3005 ||
    (code >= 0xff66 && code <= 0xff9f)
  )
}

/** The beginning of a hash. */
export const hashSeed = 0x811c9dc5

/** One letter, as `bases` gives it, added to a hash. */
export function hashStep(hash: number, base: number): number {
  return Math.imul(hash ^ base, 0x01000193)
}

/** Spreads what `hashStep` gathered over all 32 bits. */
export function hashEnd(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) | 0
}

/** The hash of a word whatever its case and accents; apostrophes, hyphens and all that is no letter do not count. */
export function hashOf(word: string): number {
  prepareLetters()
  let hash = hashSeed
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i)
    const base = code < tableEnd ? bases[code]! : isEast(code) ? code : 0
    if (base !== 0) hash = hashStep(hash, base)
  }
  return hashEnd(hash)
}
