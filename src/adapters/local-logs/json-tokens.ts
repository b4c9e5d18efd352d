const [quote, backslash, minus, point, zero] = [34, 92, 45, 46, 48]

/** 0 inside a text for what needs no look, 1 for its end, 2 for a backslash, 3 for what may not stand there, 4 beyond ASCII. */
const inText = new Uint8Array(256)
inText.fill(3, 0, 32)
inText.fill(4, 128)
inText[quote] = 1
inText[backslash] = 2
const escapes = new Set([...'"\\/bfnrt'].map((one) => one.charCodeAt(0)))

/** What stands where no token ends. */
export const broken = -1

/**
 * From inside a text to its closing quotation mark: its place when every byte is the character itself, its complement when
 * the text must be decoded, or `broken`.
 */
export function textEnd(bytes: Uint8Array, from: number): number {
  let i = from
  while (inText[bytes[i]!] === 0) i++
  return inText[bytes[i]!] === 1 ? i : codedEnd(bytes, i)
}

function codedEnd(bytes: Uint8Array, from: number): number {
  let i = from
  for (;;) {
    while (inText[bytes[i]!] === 0) i++
    const what = inText[bytes[i]!]
    if (what === 1) return ~i
    if (what === 4) i++
    else if (what !== 2) return broken
    else if (escapes.has(bytes[i + 1]!)) i += 2
    else if (isCodeUnit(bytes, i + 1)) i += 6
    else return broken
  }
}

/** From the first byte of a number, `true`, `false` or `null` to the byte after it, or `broken`. */
export function bareEnd(bytes: Uint8Array, from: number): number {
  const c = bytes[from]!
  if (c === 116) return wordEnd(bytes, from, 'true')
  if (c === 102) return wordEnd(bytes, from, 'false')
  return c === 110 ? wordEnd(bytes, from, 'null') : numberEnd(bytes, from)
}

function wordEnd(bytes: Uint8Array, from: number, word: string): number {
  for (let i = 0; i < word.length; i++) if (bytes[from + i] !== word.charCodeAt(i)) return broken
  return from + word.length
}

function numberEnd(bytes: Uint8Array, from: number): number {
  let i = bytes[from] === minus ? from + 1 : from
  const whole = bytes[i] === zero ? i + 1 : digitsEnd(bytes, i)
  if (whole === i) return broken
  i = whole
  if (bytes[i] === point) {
    const end = digitsEnd(bytes, i + 1)
    if (end === i + 1) return broken
    i = end
  }
  if (bytes[i] !== 101 && bytes[i] !== 69) return i
  const sign = bytes[i + 1] === 43 || bytes[i + 1] === minus ? 2 : 1
  const end = digitsEnd(bytes, i + sign)
  return end === i + sign ? broken : end
}

function digitsEnd(bytes: Uint8Array, from: number): number {
  let i = from
  while (bytes[i]! >= 48 && bytes[i]! <= 57) i++
  return i
}

/** From a key's first byte to the byte after its quotation mark, or `broken` when it takes a parser to read it. */
export function keyEnd(bytes: Uint8Array, from: number): number {
  const end = textEnd(bytes, from)
  return end < 0 ? broken : end + 1
}

export function spaceEnd(bytes: Uint8Array, from: number): number {
  let i = from
  for (let c = bytes[i]; c === 32 || c === 9 || c === 13; c = bytes[i]) i++
  return i
}

/** `u` and four hexadecimal digits. */
function isCodeUnit(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== 117) return false
  for (let i = 1; i <= 4; i++) {
    const c = bytes[at + i]!
    const letter = c | 32
    if (!((c >= 48 && c <= 57) || (letter >= 97 && letter <= 102))) return false
  }
  return true
}
