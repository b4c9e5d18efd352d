import type { NamedValue } from '../../domain/known-person.ts'
import { parseJson } from '../../domain/json.ts'
import type { Redactor } from '../../ports/redactor.ts'

/** A message with what tells that something in it must be hidden. */
export interface Specimen {
  readonly message: string
  /** The line that it is indented under. */
  readonly head?: string
  /** Whom the fields of its document name. */
  readonly people?: readonly NamedValue[]
}

const longest = 4_096
const scope = { incident: null, profile: 'log' } as const
export const withheld = '[withheld: Baton could not redact this part]'
/** Where a document would name such a value. */
const fieldOf: Readonly<Record<string, string>> = {
  person: 'full_name',
  email: 'email',
  phone: 'phone',
  user: 'name',
}

/** A specimen as text of bounded length. */
export function writeSpecimen(specimen: Specimen): string {
  const { message, head } = specimen
  return JSON.stringify({
    ...specimen,
    message: beginning(message),
    ...(head !== undefined && { head: beginning(head) }),
  })
}

/** Cut at a blank, so that no half of what must be hidden is left. */
function beginning(text: string): string {
  if (text.length <= longest) return text
  const blank = text.lastIndexOf(' ', longest)
  return `${text.slice(0, Math.max(0, blank))} [cut]`
}

/** The message of a specimen, redacted as `baton redact --profile log` does; in one line. */
export function shownSpecimen(redactor: Redactor, written: string): string {
  const { message, head, people = [] } = parseJson(written) as unknown as Specimen
  try {
    if (people.length > 0) return lineOf(withPeople(redactor, message, people))
    if (head === undefined) return lineOf(redactor.text(message, scope).value)
    const [, shown] = redactor.text(`${head}\n${message}`, scope).value.split('\n')
    return shown ?? withheld
  } catch {
    return withheld
  }
}

function withPeople(redactor: Redactor, message: string, people: readonly NamedValue[]): string {
  const user: Record<string, string[]> = {}
  for (const person of people) (user[fieldOf[person.class] ?? 'name'] ??= []).push(person.value)
  return redactor.json({ message, user }, scope).value.message
}

function lineOf(text: string): string {
  const end = text.indexOf('\n')
  return end < 0 ? text : text.slice(0, end)
}
