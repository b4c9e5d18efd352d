import { kept, named, names } from '../../domain/logs/names.ts'
import { type Shape, shapesOf, spanFields } from './spans.ts'

const words = [
  'level',
  'service',
  'environment',
  'region',
  'version',
  'status',
  'endpoint',
  'trace',
  'correlation',
  'user',
] as const
export type Word = (typeof words)[number]

/** How values of a field are compared and counted. */
export type Family = 'keyword' | 'number' | 'text' | 'date' | 'other'

/** A field that bears one of our words. */
export interface Field {
  readonly name: string
  /** Under which it is compared and counted: itself or its `.keyword`. */
  readonly exact: string
  readonly family: Family
  /** True for OpenTelemetry's severity numbers, of which 0 says nothing. */
  readonly isSeverity: boolean
}

/** Where our words stand in these indices: for each the fields that exist, the first that a document has holds. */
export interface Layout {
  /** The field of a document's moment; undefined when there is none. */
  readonly time: string | undefined
  readonly chains: Readonly<Record<Word, readonly Field[]>>
  readonly messages: readonly Field[]
  /** Words whose fields exist and can be neither compared nor counted. */
  readonly opaque: readonly Word[]
  /** Fields to retrieve; the allow-list, as far as it exists. */
  readonly retrieved: readonly string[]
  /** False when messages are not mapped, so that they have to be taken from the source. */
  readonly hasMessage: boolean
  /** How spans are laid out here; none where there are only logs. */
  readonly spans: readonly Shape[]
}

/** What the cluster says of a field: its types, and whether all of them can be counted. */
export interface Mapped {
  readonly types: readonly string[]
  readonly aggregatable: boolean
}

const severityNumbers = ['severity_number', 'severityNumber', 'severity.number']
const severityTexts = ['severity.text']
/** Where OpenTelemetry's exporters put what it calls attributes. */
const prefixes = ['', 'resource.attributes.', 'attributes.']

/** The same name as `names` has it. */
export function ownName(field: string): string {
  const bare = field.replace(/^(?:resource\.)?attributes\./, '')
  if (bare === 'body.text') return 'body'
  if (bare === 'severity.text') return 'severity_text'
  return bare === 'severity.number' ? 'severity_number' : bare
}

function byWord<T>(of: (word: Word) => T): Readonly<Record<Word, T>> {
  return Object.fromEntries(words.map((word) => [word, of(word)])) as unknown as Record<Word, T>
}

function wherever(wanted: readonly string[]): readonly string[] {
  return wanted.flatMap((name) => prefixes.map((prefix) => `${prefix}${name}`))
}

const candidates = byWord((word) => [
  ...(word === 'level' ? severityNumbers : []),
  ...wherever(names[word]),
  ...(word === 'level' ? severityTexts : []),
])
const messageNames = [...names.message, 'body.text']
const people = Object.values(named).flatMap((paths) => wherever(paths))

/** Every field that is ever asked for. */
export const allowed: readonly string[] = [
  ...new Set([
    ...names.time,
    ...messageNames,
    ...Object.values(candidates).flat(),
    ...wherever(names.method),
    ...people,
    ...wherever(kept),
    ...spanFields,
  ]),
]

/** Chooses among what is mapped. */
export function layoutOf(mapped: ReadonlyMap<string, Mapped>): Layout {
  const chains = byWord((word) => candidates[word].flatMap((name) => fieldOf(name, mapped) ?? []))
  const messages = messageNames.flatMap(
    (name) => textOf(name, mapped) ?? fieldOf(name, mapped) ?? [],
  )
  return {
    time: names.time.find((name) => familyOf(mapped.get(name)) === 'date'),
    chains,
    messages,
    opaque: words.filter(
      (word) =>
        chains[word].length === 0 && candidates[word].some((name) => isLeaf(mapped.get(name))),
    ),
    retrieved: allowed.filter((name) => isLeaf(mapped.get(name))),
    hasMessage: messages.length > 0,
    spans: shapesOf((name) => isLeaf(mapped.get(name))),
  }
}

function fieldOf(name: string, mapped: ReadonlyMap<string, Mapped>): Field | undefined {
  const exact = [name, `${name}.keyword`].find((each) => {
    const found = mapped.get(each)
    return found?.aggregatable === true && ['keyword', 'number'].includes(familyOf(found))
  })
  if (exact === undefined) return undefined
  const family = familyOf(mapped.get(exact))
  return { name, exact, family, isSeverity: family === 'number' && severityNumbers.includes(name) }
}

function textOf(name: string, mapped: ReadonlyMap<string, Mapped>): Field | undefined {
  return familyOf(mapped.get(name)) === 'text'
    ? { name, exact: name, family: 'text', isSeverity: false }
    : undefined
}

const families: Readonly<Record<string, Family>> = {
  keyword: 'keyword',
  constant_keyword: 'keyword',
  wildcard: 'keyword',
  version: 'keyword',
  text: 'text',
  match_only_text: 'text',
  date: 'date',
  date_nanos: 'date',
  long: 'number',
  integer: 'number',
  short: 'number',
  byte: 'number',
  double: 'number',
  float: 'number',
  half_float: 'number',
  scaled_float: 'number',
  unsigned_long: 'number',
}

/** The one family of all its types; `other` where indices disagree. */
function familyOf(mapped: Mapped | undefined): Family {
  const found = new Set((mapped?.types ?? []).map((type) => families[type] ?? 'other'))
  return found.size === 1 ? [...found][0]! : 'other'
}

function isLeaf(mapped: Mapped | undefined): boolean {
  return mapped?.types.some((type) => !['object', 'nested', 'unmapped'].includes(type)) ?? false
}
