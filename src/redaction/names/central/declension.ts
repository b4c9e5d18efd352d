import { hashOf } from '../fold.ts'
import { flag, levelOf, type Slots } from '../packed.ts'

const names = flag.given | flag.family | flag.place
const longest = 24
const shortestStem = 3

/** Endings of the cases, the longest first, and what stands in their place in the dictionary; accents do not count. */
const cases: readonly (readonly [ending: string, nominatives: readonly string[]])[] = [
  // Polish, Czech, Slovak, Croatian and Serbian.
  ['owskiego', ['owski']],
  ['owskiemu', ['owski']],
  ['skiego', ['ski']],
  ['skiemu', ['ski']],
  ['skego', ['sky']],
  ['skeho', ['sky']],
  ['skemu', ['sky']],
  ['ckiego', ['cki']],
  ['ckiemu', ['cki']],
  ['ckeho', ['cky']],
  ['ckemu', ['cky']],
  ['skim', ['ski']],
  ['skym', ['sky']],
  ['ckim', ['cki']],
  ['skiej', ['ska', 'ski']],
  ['ckiej', ['cka', 'cki']],
  ['skou', ['ska', 'sky']],
  ['skej', ['ska', 'sky']],
  ['ovou', ['ova']],
  ['ovej', ['ova']],
  ['ove', ['ova', 'o', '']],
  ['iego', ['y', 'i']],
  ['eho', ['y', 'i']],
  ['ego', ['y', 'i']],
  ['iemu', ['i']],
  ['emu', ['y', 'i']],
  ['owi', ['', 'o', 'a']],
  ['ovi', ['', 'o', 'a']],
  ['iem', ['', 'i', 'o']],
  ['em', ['', 'o', 'ek', 'ec']],
  ['om', ['', 'o', 'a']],
  ['oj', ['a']],
  ['ou', ['a']],
  ['ie', ['', 'a', 'ia']],
  ['ii', ['ia']],
  ['ka', ['ek', 'ec', 'ko']],
  ['ca', ['ec']],
  ['ku', ['ek', 'ko']],
  ['dze', ['ga']],
  ['rze', ['r', 'ra']],
  ['ce', ['ka', 'ca']],
  ['ze', ['ga', 'ha', 'za']],
  ['io', ['ia']],
  ['iu', ['ia', 'io', '']],
  ['ia', ['', 'ie']],
  ['e', ['', 'a', 'o', 'ia']],
  ['o', ['a']],
  ['u', ['', 'a', 'o']],
  ['y', ['a', '']],
  ['i', ['a', '', 'ia']],
  ['a', ['', 'o', 'e']],
  // Russian, Ukrainian, Bulgarian and Serbian.
  ['ского', ['скии']],
  ['скому', ['скии']],
  ['ским', ['скии']],
  ['ской', ['ская']],
  ['скую', ['ская']],
  ['ською', ['ська']],
  ['ського', ['ськии']],
  ['ському', ['ськии']],
  ['ским', ['скии']],
  ['ським', ['ськии']],
  ['овои', ['ова']],
  ['евои', ['ева']],
  ['инои', ['ина']],
  ['ому', ['ии', 'ыи']],
  ['ого', ['ии', 'ыи']],
  ['ови', ['', 'о']],
  ['еві', ['', 'и']],
  ['ові', ['', 'о']],
  ['ием', ['ии', 'ие']],
  ['ієм', ['іи']],
  ['іем', ['іи']],
  ['ем', ['ь', 'и', '']],
  ['єм', ['и']],
  ['ом', ['', 'о']],
  ['ым', ['', 'ыи']],
  ['им', ['', 'ии']],
  ['ои', ['а']],
  ['ою', ['а']],
  ['еи', ['я', 'а']],
  ['ею', ['я', 'а']],
  ['єю', ['я']],
  ['еу', ['еи']],
  ['ии', ['ия']],
  ['ію', ['ія', 'іи']],
  ['ию', ['ия', 'ии']],
  ['ия', ['ии']],
  ['ія', ['іи']],
  ['і', ['а', 'я', '']],
  ['е', ['а', 'я', '']],
  ['у', ['а', '']],
  ['ю', ['я', 'ь', 'и']],
  ['ы', ['а']],
  ['и', ['а', 'я', 'ь']],
  ['о', ['а']],
  ['а', ['', 'о']],
  ['я', ['ь', 'и']],
  // Hungarian.
  ['nak', ['']],
  ['nek', ['']],
  ['val', ['']],
  ['vel', ['']],
  ['ne', ['']],
  ['net', ['']],
  ['nenak', ['']],
  ['ban', ['']],
  ['ben', ['']],
  ['bol', ['']],
  ['hoz', ['']],
  ['hez', ['']],
  ['tol', ['']],
  ['ert', ['']],
  ['rol', ['']],
  ['ra', ['']],
  ['re', ['']],
  ['ot', ['']],
  ['et', ['']],
  ['at', ['']],
  ['on', ['']],
  ['en', ['']],
  ['ek', ['']],
  ['ek', ['']],
  ['n', ['']],
  ['t', ['']],
  // Turkish, Finnish, Estonian, Romanian.
  ['ului', ['']],
  ['lla', ['']],
  ['lle', ['']],
  ['lta', ['']],
  ['ssa', ['']],
  ['sta', ['']],
  ['seen', ['nen']],
  ['sen', ['nen']],
  ['sella', ['nen']],
  ['selle', ['nen']],
  ['selta', ['nen']],
  ['lt', ['']],
  ['ga', ['']],
  ['st', ['']],
  ['le', ['']],
  ['dan', ['']],
  ['den', ['']],
  ['da', ['']],
  ['de', ['']],
  ['la', ['']],
  ['ei', ['a']],
  ['ai', ['a']],
  // Lithuanian and Latvian.
  ['aus', ['us']],
  ['iaus', ['ius']],
  ['iui', ['ius']],
  ['ui', ['us', 'as']],
  ['ienes', ['iene']],
  ['ienei', ['iene']],
  ['iene', ['as', 'us']],
  ['aite', ['as', 'a']],
  ['as', ['a', 's']],
  ['es', ['e']],
  ['is', ['is']],
  ['io', ['is', 'ys', 'ius']],
  ['os', ['a']],
  ['o', ['as']],
  ['im', ['is']],
  ['am', ['s']],
  // Greek.
  ['ου', ['οσ']],
  ['ο', ['οσ']],
  ['ασ', ['α']],
  ['ησ', ['η']],
  ['α', ['ασ']],
  ['η', ['ησ']],
]

const byLast = new Map<string, (readonly [string, readonly string[]])[]>()
for (const each of cases) {
  const last = each[0].at(-1)!
  byLast.set(last, [...(byLast.get(last) ?? []), each])
}

/** The flags of the name of which a word that no list has is a case, 0 for none: `Kowalskiego`, `Костей`, `Attilával`. */
export function declined(word: string, vocabulary: Slots): number {
  if (word.length > longest || word.length < shortestStem + 1) return 0
  const plain = folded(word)
  for (const [ending, nominatives] of byLast.get(plain.at(-1)!) ?? []) {
    const stem = plain.length - ending.length
    if (stem < shortestStem || !plain.endsWith(ending)) continue
    const root = plain.slice(0, stem)
    for (const nominative of nominatives) {
      if (root.length + nominative.length < 4) continue
      const found = nameOf(root + nominative, vocabulary)
      if (found !== 0) return found
    }
  }
  if (/(?:ic|lc|ow|ov|in)$/u.test(plain)) {
    const many = nameOf(`${plain}e`, vocabulary) || nameOf(`${plain}y`, vocabulary)
    if (many & flag.place) return flag.place
  }
  // Weak and strong stems: `Mikon` of Mikko.
  const weak = /^(.+)([kpt])([aeiouy])(?:n|lla|lle|lta|ssa|sta)$/u.exec(plain)
  const strong = weak ? nameOf(weak[1]! + weak[2]! + weak[2]! + weak[3]!, vocabulary) : 0
  if (strong !== 0) return strong
  // The consonant doubles: `Jánossal`.
  const doubled = /^(.{3,})(.)\2[ae]l$/u.exec(plain)
  return doubled ? nameOf(doubled[1]! + doubled[2]!, vocabulary) : 0
}

function nameOf(word: string, vocabulary: Slots): number {
  const bits = vocabulary.get(hashOf(word))
  return bits & names && levelOf(bits, false) < 2 && !(bits & flag.term) ? bits & names : 0
}

function folded(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
    .replaceAll('đ', 'd')
    .replaceAll('ς', 'σ')
}
