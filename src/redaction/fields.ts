import { isSecretKey } from './classes/secret-key.ts'
import { table } from './fields/table.ts'
import { audiences, bareColleagues, namesColleague, telling } from './fields/vendors.ts'

/** What the name of a field says about its value: hide it whole under a class, leave an identifier, look at it, or let it go. */
export type FieldPolicy =
  | { readonly act: 'hide'; readonly class: string }
  | { readonly act: 'keep' | 'scan' | 'query' | 'statement' | 'drop' }

/** What the configuration says about fields. */
export interface FieldRules {
  readonly unknownFields: 'scan' | 'drop'
  readonly keep: readonly string[]
  readonly hide: Readonly<Record<string, string>>
}

/** The policy for a field by the names that lead to it. */
export type FieldPolicyOf = (path: readonly string[]) => FieldPolicy

/**
 * Policies of Baton's own documents, of what an agent or a vendor sent, and of documents of logs and JSON in texts, where
 * fields that no rule names may be dropped.
 */
export interface FieldPolicies {
  readonly own: FieldPolicyOf
  readonly foreign: FieldPolicyOf
  readonly documents: FieldPolicyOf
}

const scan: FieldPolicy = { act: 'scan' }
const drop: FieldPolicy = { act: 'drop' }
const acts: ReadonlyMap<string, FieldPolicy> = new Map([
  ['keep', { act: 'keep' }],
  ['scan', scan],
  ['url', { act: 'query' }],
  ['statement', { act: 'statement' }],
])
/** What decides is the end of a path: so many names of it. */
const decisive = 4
const mostPolicies = 5_000
const noRules: FieldRules = { unknownFields: 'scan', keep: [], hide: {} }

const builtIn: ReadonlyMap<string, FieldPolicy> = new Map(
  table.flatMap(([act, fields]) =>
    fields
      .split(' ')
      .flatMap(spread)
      .map((field) => [field, policyOf(act)] as const),
  ),
)

/** The table with what the configuration adds to it, whose lines come first. No rule keeps a field that names a secret. */
export function fieldPolicies(rules: FieldRules = noRules): FieldPolicies {
  const added = new Map<string, FieldPolicy>([
    ...rules.keep.map((field) => [plainPath(field), scan] as const),
    ...Object.entries(rules.hide).map(([field, name]) => [plainPath(field), hide(name)] as const),
  ])
  const known = (names: readonly string[]): FieldPolicy | undefined =>
    secretOf(names) ?? lookUp(names, added) ?? lookUp(names, builtIn)
  const foreign = (names: readonly string[]): FieldPolicy | undefined =>
    secretOf(names) ?? lookUp(names, added) ?? ofVendor(names) ?? lookUp(names, builtIn)
  const unknown = rules.unknownFields === 'drop' ? drop : scan
  return {
    own: remembering((names) => known(names) ?? scan),
    foreign: remembering((names) => foreign(names) ?? scan),
    documents: remembering((names) => foreign(names) ?? unknown),
  }
}

/** `a|b.c|d` as its four paths. */
function spread(field: string): readonly string[] {
  return field
    .split('.')
    .map((names) => names.split('|'))
    .reduce<readonly string[]>(
      (paths, names) =>
        paths.flatMap((path) => names.map((name) => (path === '' ? name : `${path}.${name}`))),
      [''],
    )
}

function policyOf(act: string): FieldPolicy {
  return acts.get(act) ?? hide(act)
}

function hide(name: string): FieldPolicy {
  return { act: 'hide', class: name }
}

/** The same few paths come again and again. Dotted names count as several. */
function remembering(decide: FieldPolicyOf): FieldPolicyOf {
  let root: Known = { next: new Map() }
  let size = 0
  return (path) => {
    let known = root
    for (let i = Math.max(0, path.length - decisive); i < path.length; i++) {
      let next = known.next.get(path[i]!)
      if (next === undefined) known.next.set(path[i]!, (next = { next: new Map() }))
      known = next
    }
    if (known.policy === undefined) {
      const names = path.slice(-decisive).flatMap((part) => part.split('.'))
      known.policy = decide(names.slice(-decisive))
      if (++size >= mostPolicies) {
        root = { next: new Map() }
        size = 0
      }
    }
    return known.policy
  }
}

/** What is remembered about the paths that begin alike. */
interface Known {
  readonly next: Map<string, Known>
  policy?: FieldPolicy
}

/** A key of a secret by its own name, unless a line of the table names the field itself. */
function secretOf(names: readonly string[]): FieldPolicy | undefined {
  if (!isSecretKey(names.at(-1) ?? '')) return undefined
  const plain = names.map(plainName)
  const isNamed = plain.some((_, from) => builtIn.has(plain.slice(from).join('.')))
  return isNamed ? undefined : hide('secret')
}

/** The longest end of the path that has a line, a name before `*`. */
function lookUp(
  names: readonly string[],
  lines: ReadonlyMap<string, FieldPolicy>,
): FieldPolicy | undefined {
  if (lines.size === 0) return undefined
  const plain = names.map(plainName)
  for (let from = 0; from < plain.length; from++) {
    const found = lines.get(plain.slice(from).join('.')) ?? wildcard(plain.slice(from), lines)
    if (found) return found
  }
  return undefined
}

/** `a.*`, `a.*.*`: the names after the first stand for any. */
function wildcard(
  names: readonly string[],
  lines: ReadonlyMap<string, FieldPolicy>,
): FieldPolicy | undefined {
  for (let named = names.length - 1; named > 0; named--) {
    const stars = names.slice(named).map(() => '*')
    const found = lines.get([...names.slice(0, named), ...stars].join('.'))
    if (found) return found
  }
  return undefined
}

/** Colleagues and audiences, by the names that vendors give them. */
function ofVendor(names: readonly string[]): FieldPolicy | undefined {
  const last = plainName(names.at(-1) ?? '')
  const parent = plainName(names.at(-2) ?? '')
  if (audiences.has(last) || audiences.has(`${parent}.${last}`)) return hide('user')
  if (bareColleagues.has(last) || /[a-z]edby$/.test(last)) return hide('user')
  if (!namesColleague(parent) || builtIn.has(`${parent}.${last}`)) return undefined
  if (last === 'id') return hide('user')
  const name = telling.get(last)
  return name === undefined ? undefined : hide(name)
}

function plainPath(field: string): string {
  return field.split('.').map(plainName).join('.')
}

function plainName(name: string): string {
  return name === '*' ? name : name.toLowerCase().replace(/[_@ -]/g, '')
}
