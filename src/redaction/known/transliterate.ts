/** How the letters of a script are written in Latin ones, in the systems of passports and of everyday mail. */
const cyrillic: Readonly<Record<string, readonly string[]>> = {
  а: ['a'],
  б: ['b'],
  в: ['v'],
  г: ['g', 'h'],
  ґ: ['g'],
  д: ['d'],
  е: ['e', 'ye'],
  ё: ['e', 'yo', 'io'],
  є: ['ie', 'ye'],
  ж: ['zh'],
  з: ['z'],
  и: ['i', 'y'],
  і: ['i'],
  ї: ['i', 'yi'],
  й: ['y', 'i', 'j'],
  к: ['k'],
  л: ['l'],
  м: ['m'],
  н: ['n'],
  о: ['o'],
  п: ['p'],
  р: ['r'],
  с: ['s'],
  т: ['t'],
  у: ['u'],
  ф: ['f'],
  х: ['kh', 'h'],
  ц: ['ts', 'c'],
  ч: ['ch'],
  ш: ['sh'],
  щ: ['shch', 'sht'],
  ъ: ['', 'a'],
  ы: ['y'],
  ь: [''],
  э: ['e'],
  ю: ['yu', 'iu', 'ju'],
  я: ['ya', 'ia', 'ja'],
  ј: ['j'],
  љ: ['lj'],
  њ: ['nj'],
  ћ: ['c'],
  ђ: ['dj'],
  џ: ['dz'],
}

const greek: Readonly<Record<string, readonly string[]>> = {
  α: ['a'],
  β: ['v'],
  γ: ['g', 'y'],
  δ: ['d'],
  ε: ['e'],
  ζ: ['z'],
  η: ['i'],
  θ: ['th'],
  ι: ['i'],
  κ: ['k'],
  λ: ['l'],
  μ: ['m'],
  ν: ['n'],
  ξ: ['x'],
  ο: ['o'],
  π: ['p'],
  ρ: ['r'],
  σ: ['s'],
  ς: ['s'],
  τ: ['t'],
  υ: ['y'],
  φ: ['f', 'ph'],
  χ: ['ch', 'h'],
  ψ: ['ps'],
  ω: ['o'],
}

/** Endings and pairs that are written as a whole. */
const together: readonly (readonly [RegExp, string])[] = [
  [/(?:ий|ый)$/, 'y'],
  [/[иь]я$/, 'ia'],
  [/ου/g, 'ou'],
  [/αυ/g, 'au'],
  [/ευ/g, 'eu'],
  [/γγ/g, 'ng'],
  [/μπ/g, 'b'],
  [/ντ/g, 'nt'],
]

/** German, Nordic and other letters that are written as two where a keyboard lacks them. */
const doubled: readonly (readonly [RegExp, string])[] = [
  [/ä|æ/g, 'ae'],
  [/ö|ø|œ/g, 'oe'],
  [/ü/g, 'ue'],
  [/å/g, 'aa'],
  [/ß/g, 'ss'],
  [/þ/g, 'th'],
  [/ð/g, 'd'],
  [/ñ/g, 'ny'],
]
const single: readonly (readonly [RegExp, string])[] = [
  [/ae/g, 'ä'],
  [/oe/g, 'ö'],
  [/ue/g, 'ü'],
  [/aa/g, 'å'],
]
const mostSpellings = 12

/** Other ways to write that word, lower-case and composed, where its letters are not on every keyboard. */
export function spellingsOf(word: string): readonly string[] {
  const found = new Set<string>()
  if (word.includes('ß')) found.add(word.replaceAll('ß', 'ss'))
  if (/\p{sc=Cyrillic}/u.test(word)) addLatin(word, cyrillic, found)
  else if (/\p{sc=Greek}/u.test(word)) addLatin(unaccented(word), greek, found)
  else {
    found.add(replaced(word, doubled))
    if (word.length > 4) found.add(replaced(word, single))
  }
  found.delete(word)
  return [...found]
}

function addLatin(
  word: string,
  table: Readonly<Record<string, readonly string[]>>,
  found: Set<string>,
): void {
  const whole = replaced(word, together)
  for (const text of new Set([whole, word])) {
    // The n-th choice of each letter: systems are consistent within themselves.
    for (let choice = 0; choice < 3; choice++) {
      const spelt = Array.from(text, (letter) => {
        const ways = table[letter]
        return ways ? (ways[choice] ?? ways[0]!) : letter
      })
      found.add(spelt.join(''))
    }
    // And each letter in its second way alone, where others keep their first.
    for (const odd of new Set(text)) {
      for (const way of table[odd]?.slice(1) ?? []) {
        if (found.size >= mostSpellings) return
        found.add(Array.from(text, (l) => (l === odd ? way : (table[l]?.[0] ?? l))).join(''))
      }
    }
  }
}

function replaced(word: string, pairs: readonly (readonly [RegExp, string])[]): string {
  return pairs.reduce((text, [from, to]) => text.replace(from, to), word)
}

function unaccented(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')
}
