import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
} from 'yaml'

import { type Assignment, distinct, mostSettings, type Parsed } from './entry.ts'

const mostNodes = 50_000
const mostAliases = 2_000
const deepest = 32
const mostDocuments = 100
const longest = 128 * 1024

const refused = (fault: string): Parsed => ({ settings: [], faults: [fault], isCut: true })
const notValid = refused('It is not valid; nothing of it is compared.')
const tooMuch = refused('It nests or repeats itself too much; nothing of it is compared.')

/** Settings of a YAML or JSON file, every scalar as it is written there; lists of `{name, value}` and `KEY=VALUE` by their names. */
export function readTree(text: string): Parsed {
  if (text.length > longest) return refused('It is longer than 128 KiB of YAML or JSON.')
  try {
    // Each scalar stays text, so that no digit is lost. Names that stand twice are looked for here: there it takes minutes.
    const parsed = parseAllDocuments(text, {
      schema: 'failsafe',
      uniqueKeys: false,
      logLevel: 'silent',
      prettyErrors: false,
    })
    const documents = Array.isArray(parsed) ? parsed.slice(0, mostDocuments) : []
    if (documents.some(({ errors }) => errors.length > 0)) return notValid
    const walk = new Walk()
    for (const document of documents) {
      const title = documents.length > 1 ? titleOf(document) : ''
      walk.into(document.contents, title, { isSecret: false, depth: 0 })
    }
    return walk.isTooMuch() ? tooMuch : distinct(walk.found)
  } catch {
    return notValid
  }
}

interface Place {
  readonly isSecret: boolean
  readonly depth: number
}

class Walk {
  readonly found: Assignment[] = []
  readonly #anchors = new Map<string, unknown>()
  #nodes = 0
  #aliases = 0
  #tooDeep = false

  isTooMuch(): boolean {
    return this.#nodes > mostNodes || this.#aliases > mostAliases || this.#tooDeep
  }

  into(node: unknown, name: string, place: Place): void {
    this.#nodes += 1
    this.#tooDeep ||= place.depth > deepest
    if (this.#nodes > mostNodes || this.found.length > mostSettings || this.#tooDeep) return
    const below = { ...place, depth: place.depth + 1 }
    if (isNode(node) && !isAlias(node) && node.anchor) this.#anchors.set(node.anchor, node)
    if (isAlias(node)) this.into(this.#target(node), name, below)
    else if (isScalar(node)) this.#add(name, textOf(node), place)
    else if (isMap(node)) this.#map(node, name, below)
    else if (isSeq(node)) this.#list(node.items, name, below)
    else if (node === null) this.#add(name, '', place)
  }

  /** What a map merges counts for less than what stands in it. */
  #map(map: YAMLMap, name: string, above: Place): void {
    const { items } = map
    // A list of Kubernetes holds Secrets as well as a document of their own does.
    const place = { ...above, isSecret: above.isSecret || map.get('kind') === 'Secret' }
    const start = this.found.length
    const merged: unknown[] = []
    for (const { key, value } of items) {
      const own = isScalar(key) ? textOf(key) : '?'
      if (own === '<<') merged.push(...(isSeq(value) ? value.items : [value]))
      else this.into(value, joined(name, own), place)
    }
    if (merged.length === 0) return
    const seen = new Set(this.found.slice(start).map((one) => one.name))
    for (const item of merged) {
      const before = this.found.length
      this.into(item, name, place)
      const more = this.found.splice(before).filter((one) => !seen.has(one.name))
      for (const one of more) seen.add(one.name)
      this.found.push(...more)
    }
  }

  #list(items: readonly unknown[], name: string, place: Place): void {
    const texts = items.map((item) => (isScalar(item) ? textOf(item) : undefined))
    if (texts.every((text) => text !== undefined)) {
      const pairs = texts.map((text) => /^([A-Za-z_][\w.-]*)=([^]*)$/.exec(text))
      if (texts.length > 0 && pairs.every((pair) => pair !== null)) {
        for (const pair of pairs) this.#add(joined(name, pair[1]!), pair[2]!, place)
      } else this.#add(name, JSON.stringify(texts), place)
      return
    }
    items.forEach((item, index) => {
      const named = isMap(item) ? item.get('name') : undefined
      const own = typeof named === 'string' ? named : String(index)
      const value = isMap(item) && typeof named === 'string' ? item.get('value', true) : undefined
      this.into(isScalar(value) ? value : item, joined(name, own), place)
    })
  }

  #add(name: string, value: string, { isSecret }: Place): void {
    this.found.push({ name, value, isSecret })
  }

  /** What the walk has come past already, as an alias can only mean what stands before it. */
  #target({ source }: Alias): unknown {
    this.#aliases += 1
    return this.#aliases > mostAliases ? undefined : this.#anchors.get(source)
  }
}

/** Where every scalar is text, what is none is an empty one. */
function textOf({ value }: Scalar): string {
  return typeof value === 'string' ? value : ''
}

function joined(above: string, name: string): string {
  return above === '' ? name : `${above}.${name}`
}

/** Several documents of a file are told apart by what they say they are. */
function titleOf(document: Document): string {
  const parts = [document.get?.('kind'), document.getIn?.(['metadata', 'name'])]
  return parts.filter((part) => typeof part === 'string').join('/')
}
