import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Scalar,
} from 'yaml'

import { type Assignment, distinct, mostSettings, type Parsed } from './entry.ts'

const mostNodes = 50_000
const mostAliases = 200
const deepest = 32
const mostDocuments = 100

const refused = (fault: string): Parsed => ({ settings: [], faults: [fault], isCut: true })
const notValid = refused('It is not valid; nothing of it is compared.')
const tooMuch = refused('It nests or repeats itself too much; nothing of it is compared.')

/** Settings of a YAML or JSON file, every scalar as it is written there; lists of `{name, value}` and `KEY=VALUE` by their names. */
export function readTree(text: string): Parsed {
  try {
    // Each scalar stays text, so that no digit is lost. Names that stand twice are looked for here: there it takes minutes.
    const parsed = parseAllDocuments(text, {
      schema: 'failsafe',
      uniqueKeys: false,
      logLevel: 'silent',
    })
    const documents = Array.isArray(parsed) ? parsed.slice(0, mostDocuments) : []
    if (documents.some(({ errors }) => errors.length > 0)) return notValid
    const walk = new Walk()
    for (const document of documents) {
      const title = documents.length > 1 ? titleOf(document) : ''
      const isSecret = document.get?.('kind') === 'Secret'
      walk.into(document.contents, title, { document, isSecret, depth: 0 })
    }
    return walk.isTooMuch() ? tooMuch : distinct(walk.found)
  } catch {
    return notValid
  }
}

interface Place {
  readonly document: Document
  readonly isSecret: boolean
  readonly depth: number
}

class Walk {
  readonly found: Assignment[] = []
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
    if (isAlias(node)) this.into(this.#target(node, place), name, below)
    else if (isScalar(node)) this.#add(name, textOf(node), place)
    else if (isMap(node)) {
      for (const { key, value } of node.items) {
        const own = isScalar(key) ? textOf(key) : '?'
        if (own === '<<') this.#merge(value, name, below)
        else this.into(value, joined(name, own), below)
      }
    } else if (isSeq(node)) this.#list(node.items, name, below)
    else if (node === null) this.#add(name, '', place)
  }

  /** A merged map counts for less than what stands beside it. */
  #merge(value: unknown, name: string, place: Place): void {
    const before = this.found.length
    if (isSeq(value)) for (const item of value.items.toReversed()) this.into(item, name, place)
    else this.into(value, name, place)
    const merged = this.found.splice(before)
    const own = new Set(this.found.map((one) => one.name))
    this.found.push(...merged.filter((one) => !own.has(one.name)))
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

  #target(alias: Alias, { document }: Place): unknown {
    this.#aliases += 1
    return this.#aliases > mostAliases ? undefined : alias.resolve(document)
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
