import { hole, kindOf, mark } from './characters.ts'
import { type Member, isFixed } from './clusters.ts'

const blank = String.fromCharCode(hole)
const mostChoices = 4
const mostSubjects = 12
const mostStates = 20
const deepest = 8

/**
 * The templates of a cluster. A place where its shapes differ in few words only tells kinds of messages apart
 * (`started`, `stopped`); one where they differ in many holds a value. Words in capitals are states, however many.
 */
export function templatesOf(cluster: readonly Member[], depth = 0): readonly (readonly string[])[] {
  if (cluster.length === 1) return [cluster[0]!.words]
  const place = depth < deepest ? choiceOf(cluster) : -1
  if (place < 0) return [common(cluster)]
  const kinds = Map.groupBy(cluster, ({ words }) => words[place]!)
  return [...kinds.values()].flatMap((kind) => templatesOf(kind, depth + 1))
}

/** The place with the fewest kinds, -1 when none is a choice. */
function choiceOf(cluster: readonly Member[]): number {
  const size = cluster[0]!.words.length
  let best = -1
  let fewest = Infinity
  for (let place = 0; place < size; place++) {
    const most = place === 0 ? mostSubjects : mostChoices
    const kinds = new Set<string>()
    let states = true
    let fixed = true
    for (const { words } of cluster) {
      const word = words[place]!
      if (kinds.has(word)) continue
      kinds.add(word)
      states &&= isState(word)
      fixed &&= isFixed(word) && !isSign(word)
      if (kinds.size > mostStates || !fixed || (kinds.size > most && !states)) break
    }
    const isChoice = fixed && kinds.size > 1 && kinds.size <= (states ? mostStates : most)
    if (isChoice && kinds.size < fewest) {
      best = place
      fewest = kinds.size
    }
  }
  return best
}

/** A direction or a drive: one letter, and at most one mark. */
function isSign(word: string): boolean {
  return word.length <= 2 && /^[A-Za-z][+-]?$/.test(word)
}

const state = /^[^\p{L}\d\u0001]*[A-Z][A-Z_]+[^\p{L}\d\u0001]*$/u

function isState(word: string): boolean {
  return word.length < 60 && state.test(word)
}

/** Word by word what all of them share, with a hole for the rest. */
function common(cluster: readonly Member[]): readonly string[] {
  return cluster[0]!.words.map((first, place) => {
    const others = [...new Set(cluster.map(({ words }) => words[place]!))].slice(1)
    if (others.length === 0) return first
    const start = Math.min(...others.map((word) => sharedStart(first, word)))
    const before = upToMark(first, start)
    const room = [first, ...others].map((word) => word.length - before.length)
    const end = Math.min(...room, ...others.map((word) => sharedEnd(first, word)))
    return `${before}${blank}${fromMark(first, end)}`
  })
}

function sharedStart(a: string, b: string): number {
  let n = 0
  while (n < a.length && n < b.length && a[n] === b[n]) n++
  return n
}

function sharedEnd(a: string, b: string): number {
  let n = 0
  while (n < a.length && n < b.length && a[a.length - 1 - n] === b[b.length - 1 - n]) n++
  return n
}

/** The start of a word, of at most `length`, up to its last mark. */
function upToMark(word: string, length: number): string {
  let n = length
  while (n > 0 && kindOf(word.charCodeAt(n - 1)) !== mark) n--
  return word.slice(0, n)
}

/** The end of a word, of at most `length`, from its first mark on. */
function fromMark(word: string, length: number): string {
  let n = length
  while (n > 0 && kindOf(word.charCodeAt(word.length - n)) !== mark) n--
  return n === 0 ? '' : word.slice(-n)
}
