/** Stands in a shape where something plainly varies; no log holds this character. */
export const hole = 1
export const space = 32

/** What a character is to the making of a shape. */
export const blank = 0
export const letter = 1
export const digit = 2
export const mark = 3

const table = new Uint8Array(256).fill(letter)
table.fill(mark, 0, 128).fill(blank, 0, 33).fill(digit, 48, 58)
table.fill(letter, 65, 91).fill(letter, 97, 123)
table[127] = blank
table[0xa0] = blank
table[0xab] = mark
table[0xbb] = mark

/** The kind of a character; all beyond Latin-1 are letters. A hole counts as a digit. */
export function kindOf(code: number): number {
  return code < 256 ? (code === hole ? digit : table[code]!) : letter
}

/** The kind of a character of a text, where no hole can stand. */
export function rawKind(code: number): number {
  return code < 256 ? table[code]! : letter
}

/** A table of the characters of a string, for a quick look. */
export function setOf(characters: string): Uint8Array {
  const set = new Uint8Array(128)
  for (let i = 0; i < characters.length; i++) set[characters.charCodeAt(i)] = 1
  return set
}

/** Whether a letter, of whatever case, is a hexadecimal digit. */
export function isHexLetter(code: number): boolean {
  const lower = code | 32
  return lower >= 97 && lower <= 102
}
