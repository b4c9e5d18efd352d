import type { Severity } from './severity.ts'

/** Somebody the trust folder names. `keys` are OpenSSH public keys; one is void after `notAfter` or from `revokedAt`. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly roles: readonly string[]
  readonly keys: readonly PersonKey[]
  readonly notAfterMs: number | null
}

export interface PersonKey {
  readonly publicKey: string
  readonly notAfterMs: number | null
  readonly revokedAtMs: number | null
}

export interface Shift {
  readonly role: string
  readonly fromMs: number
  readonly toMs: number
  readonly person: string
}

/** One rung of the escalation matrix: `role` is reached at `level` and has `withinMs` to acknowledge. */
export interface Rung {
  readonly severity: Severity
  readonly level: number
  readonly role: string
  readonly withinMs: number
}

/** The trust folder as read at one moment. `digest` is the SHA-256 of all its files. */
export interface Trust {
  readonly digest: string
  readonly people: readonly Person[]
  readonly rota: readonly Shift[]
  readonly matrix: readonly Rung[]
  /** Customer policies by file name, `*.cedar`. */
  readonly policies: Readonly<Record<string, string>>
}

/** Policies by file name and the Cedar schema they are checked against. */
export interface PolicySource {
  readonly schema: string
  readonly files: Readonly<Record<string, string>>
}

/** The role that marks an identity of the trust folder as a program. */
export const agentRole = 'agent'

/** The role that marks somebody played by a demonstration; whatever they sign says so everywhere. */
export const simulatedRole = 'simulated'

/** Roles that a person holds at that moment, from `people` and the rota. An expired person holds none. */
export function rolesOf(trust: Trust, personId: string, atMs: number): readonly string[] {
  const person = trust.people.find((candidate) => candidate.id === personId)
  if (!person || (person.notAfterMs !== null && atMs > person.notAfterMs)) return []
  const onRota = trust.rota
    .filter((shift) => shift.person === personId && shift.fromMs <= atMs && atMs < shift.toMs)
    .map((shift) => shift.role)
  return [...new Set([...person.roles, ...onRota])]
}

/** Who holds the role at that moment: the rota's person first, then those who bear it always. */
export function holdersOf(trust: Trust, role: string, atMs: number): readonly Person[] {
  const rostered = trust.rota.find(
    (shift) => shift.role === role && shift.fromMs <= atMs && atMs < shift.toMs,
  )?.person
  return trust.people
    .filter((person) => rolesOf(trust, person.id, atMs).includes(role))
    .toSorted((a, b) => Number(b.id === rostered) - Number(a.id === rostered))
}

/** Everything a person is called by, lower case: nobody becomes a second person by writing their own name differently. */
export function aliasesOf(trust: Trust, name: string): readonly string[] {
  const wanted = name.trim().toLowerCase()
  const people = trust.people.filter(({ id, email }) =>
    [id, email].some((alias) => alias?.toLowerCase() === wanted),
  )
  const aliases = people.flatMap(({ id, email }) => (email === null ? [id] : [id, email]))
  return [...new Set([wanted, ...aliases.map((alias) => alias.toLowerCase())])]
}

/** True when the person goes by one of these names, however it is written. */
export function isAnyOf(trust: Trust, person: string, names: readonly string[]): boolean {
  const own = aliasesOf(trust, person)
  return names.flatMap((name) => aliasesOf(trust, name)).some((name) => own.includes(name))
}

/** The one human whom a name or address stands for; undefined when the trust folder names none, several or a program. */
export function humanOf(trust: Trust, name: string): Person | undefined {
  const aliases = aliasesOf(trust, name)
  const [person, ...others] = trust.people.filter(({ id }) => aliases.includes(id.toLowerCase()))
  return others.length === 0 && !person?.roles.includes(agentRole) ? person : undefined
}
