import type { Json } from '../domain/json.ts'
import type { Profile } from '../domain/redacted.ts'
import { Unreadable } from './engine.ts'
import { namedBy } from './fields/pairs.ts'
import { isIdentifier } from './identifier.ts'
import { hideLeaf, policyOf, scrubNamed, scrubNumber, scrubStatement, scrubUrl } from './leaf.ts'
import { nobody } from './known.ts'
import { type Pass, scrubText } from './scrub.ts'

const deepest = 1_200
/** So many names of a path are kept: what decides is its end. */
const longestPath = 8
const tooDeep = '[nested too deep]'
const longestEmbedded = 1_000_000
const spokenSources = /^(?:ticket|chat|commit|note)/
const fieldName = /^[A-Za-z][A-Za-z0-9_]{0,63}$/
const noName: readonly string[] = []
/** Tells the reader how many fields the configuration left out. */
const droppedFields = 'fields dropped'

/** The same document with tokens in the place of what was found; parts in which nothing was found stay the same objects. */
export function scrubJson(value: unknown, profile: Profile, pass: Pass): unknown {
  return walk(value, noName, profile, pass, 0)
}

function walk(
  value: unknown,
  path: readonly string[],
  profile: Profile,
  pass: Pass,
  depth: number,
): unknown {
  if (typeof value === 'string') return scrubLeaf(value, path, profile, pass, depth)
  if (typeof value === 'number' || typeof value === 'bigint') {
    return scrubNumber(value, String(value), path, pass)
  }
  if (value === null || typeof value !== 'object') return value
  if (depth >= deepest) return tooDeep
  if (isRaw(value)) return scrubNumber(value, value.rawJSON, path, pass)
  if (Array.isArray(value)) return scrubArray(value, path, profile, pass, depth)
  return scrubObject(value as Readonly<Record<string, unknown>>, path, profile, pass, depth)
}

function scrubArray(
  items: readonly unknown[],
  path: readonly string[],
  profile: Profile,
  pass: Pass,
  depth: number,
): readonly unknown[] {
  const next: unknown[] = []
  let changed = false
  for (const item of items) {
    try {
      const clean = walk(item, path, profile, pass, depth + 1)
      if (!Object.is(clean, item)) changed = true
      next.push(clean)
    } catch (error) {
      if (!pass.withhold || !(error instanceof Unreadable)) throw error
      pass.tally.withheld++
      changed = true
    }
  }
  return changed ? next : items
}

function scrubObject(
  object: Readonly<Record<string, unknown>>,
  path: readonly string[],
  profile: Profile,
  pass: Pass,
  depth: number,
): unknown {
  const { from, text } = object
  const spoken = typeof from === 'string' && typeof text === 'string' && spokenSources.test(from)
  const named = namedBy(object)
  const above = path.length < longestPath ? path : path.slice(1 - longestPath)
  const names: string[] = []
  const members: unknown[] = []
  let changed = false
  let renamed = false
  let dropped = 0
  for (const key of Object.keys(object)) {
    const member = object[key]
    const way = [...above, named === undefined ? key : named(key)]
    if (isLeaf(member) && policyOf(way, pass).act === 'drop') {
      dropped++
      continue
    }
    const name = scrubKey(key, profile, pass)
    const next = walk(member, way, spoken && key === 'text' ? 'text' : profile, pass, depth + 1)
    if (name !== key) renamed = true
    if (name !== key || !Object.is(next, member)) changed = true
    names.push(name)
    members.push(next)
  }
  if (dropped > 0) {
    names.push(droppedFields)
    members.push(dropped)
  }
  return changed || dropped > 0 ? objectOf(names, members, renamed || dropped > 0) : object
}

/** Two keys that come out the same stay two. */
function objectOf(
  names: readonly string[],
  members: readonly unknown[],
  renamed: boolean,
): unknown {
  const taken = new Set<string>()
  return Object.fromEntries(
    names.map((name, i) => [renamed ? unique(name, taken) : name, members[i]]),
  )
}

/** A value, or a list of nothing else. */
function isLeaf(member: unknown): boolean {
  if (Array.isArray(member))
    return member.every((item) => typeof item !== 'object' || item === null)
  return typeof member !== 'object' || member === null || isRaw(member)
}

/** A name that a field of ours could bear is not looked up among known values: a reporter may be called like it. */
function scrubKey(key: string, profile: Profile, pass: Pass): string {
  return scrubText(
    key,
    profile,
    pass.ownKeys && fieldName.test(key) ? { ...pass, known: nobody } : pass,
  )
}

function unique(name: string, taken: Set<string>): string {
  let free = name
  for (let i = 2; taken.has(free); i++) free = `${name}#${i}`
  taken.add(free)
  return free
}

function scrubLeaf(
  text: string,
  path: readonly string[],
  profile: Profile,
  pass: Pass,
  depth: number,
): string {
  const policy = policyOf(path, pass)
  if (policy.act === 'hide') return hideLeaf(text, policy.class, pass)
  if (policy.act === 'query') return scrubUrl(text, profile, pass)
  if (policy.act === 'statement') return scrubStatement(text, profile, pass)
  if (policy.act === 'keep' && isIdentifier(text, path, pass)) return text
  const named = policy.act === 'scan' ? scrubNamed(text, path, profile, pass) : undefined
  if (named !== undefined) return named
  return scrubEmbedded(text, profile, pass, depth) ?? scrubText(text, profile, pass)
}

/** JSON written into a string is walked like the rest; undefined when the string is none. */
function scrubEmbedded(
  text: string,
  profile: Profile,
  pass: Pass,
  depth: number,
): string | undefined {
  const first = text.trimStart()[0]
  if ((first !== '{' && first !== '[') || text.length > longestEmbedded) return undefined
  const parsed = parse(text)
  if (parsed === null || typeof parsed !== 'object') return undefined
  const next = walk(
    parsed,
    noName,
    profile,
    { ...pass, ownKeys: false, named: true, fields: pass.documents },
    depth + 1,
  )
  return scrubText(next === parsed ? text : JSON.stringify(next), profile, pass)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** A number that `JSON.rawJSON` keeps as it was written. */
function isRaw(value: object): value is { readonly rawJSON: string } {
  const json = JSON as unknown as { readonly isRawJSON: (candidate: unknown) => boolean }
  return json.isRawJSON(value)
}
