import type { Actor } from '../domain/entry.ts'
import type { Code } from '../domain/error.ts'
import type { FactBody } from '../domain/fact.ts'
import type { View } from '../domain/fence.ts'
import type { JsonObject } from '../domain/json.ts'
import type { NamedValue } from '../domain/known-person.ts'
import type { Outside } from '../domain/provenance.ts'
import type { Redacted } from '../domain/redacted.ts'
import type { Answer, Effect, Requester } from '../domain/work.ts'
import type { ApplyContext, ReadContext, RecordContext } from '../ports/context.ts'

/** A room at the end of the hall: a tool, a resource, a prompt, a completion or a list, bound by the door. */
export interface Room {
  /** Arguments that may name people whom no ticket has taught yet: the ask keeps only their sizes. */
  readonly sizeOnly?: readonly string[]
  readonly effect: Effect
  /** Where the answer may hold names that somebody outside chose, beside what is wrapped as untrusted. */
  outside?(): readonly Outside[]
  /** Throws INVALID_INPUT; the hint names fields, never values. */
  validate(raw: unknown): JsonObject
  enter(input: JsonObject, visit: Visit): Promise<Answer<JsonObject>>
  /** The text for people, from redacted data alone. */
  render(structured: Redacted<JsonObject>, view: View): string | Promise<string>
}

/** One request as the door hands it in; `arguments` is whatever the client sent. */
export interface Call {
  readonly what: FactBody<'call.asked'>['what']
  readonly name: string
  readonly client: string
  /** Who asks, where that is not the configured requester's agent. */
  readonly actor?: Actor
  readonly arguments: unknown
  readonly signal: AbortSignal
  /** Present only when the client sent a progress token. */
  readonly progress?: (done: number, total: number, message: string) => void
  /** Absent when no room bears that name. */
  readonly room?: Room
}

/** A call on its way through the hall; each step adds what it found out. */
export interface Visit {
  readonly call: Call
  readonly id: string
  readonly startedMs: number
  readonly actor: Actor
  readonly requester: Requester
  /** The incident named by the arguments, when it exists. */
  readonly incident: string | null
  readonly signal: AbortSignal
  readonly input: JsonObject
  /** False once the ask could not be written: only reading goes on, marked. */
  readonly onRecord: boolean
  /** Invisible characters taken out so far: of the arguments, and of what went on the record or into evidence. */
  readonly removed?: Removed
  /** Whom the events that the room was handed name: hidden in its answer wherever they stand. */
  readonly named?: readonly NamedValue[]
  /** What a room may be handed, bound to this visit and the given signal. */
  contexts(signal: AbortSignal): Contexts
}

export interface Removed {
  asked: number
  recorded: number
}

/** Made per visit, so that the actor of each entry is the one who asked. */
export interface Contexts {
  readonly read: ReadContext
  readonly record: RecordContext
  readonly apply: ApplyContext
}

/** What leaves the hall: redacted, within budget, recorded. */
export interface Outcome {
  readonly structured: Redacted<JsonObject>
  readonly text: Redacted<string>
  /** What closes the fences of the text; absent where there can be none. */
  readonly nonce?: string
  /** Set when the answer is a refusal. */
  readonly code: Code | null
  /** Invisible characters that were taken out. */
  readonly sanitised: number
  /** How many values were hidden, by class. */
  readonly hidden: Readonly<Record<string, number>>
  /** Goes on the record of that incident with the answer. */
  readonly finding?: { readonly incident: string; readonly body: FactBody<'finding.recorded'> }
}

export type Walk = (visit: Visit) => Promise<Outcome>
/** One step of the hall: does its part around the rest. */
export type Step = (visit: Visit, next: Walk) => Promise<Outcome>
