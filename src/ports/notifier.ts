import type { NoticeRound } from '../domain/facts/outward.ts'
import type { JsonObject } from '../domain/json.ts'
import type { Redacted } from '../domain/redacted.ts'

/** One line of a notice for people; texts by others stand in quotation marks. */
export interface NoticeRow {
  readonly name: string
  readonly value: string
}

/** Something that waits for a person, redacted and bounded. It asks for a look, never for an answer by the same way. */
export interface Notice {
  /** The same at every attempt of one round, so that a receiver drops doubles. Letters, digits, `_` and `-`. */
  readonly id: string
  readonly round: NoticeRound
  /** What waits, such as `REQ-0SXK2F7Q3F`. Letters, digits and `-`. */
  readonly about: string
  /** `waits`, afterwards what became of it; letters and `-`. */
  readonly state: string
  readonly incident: string
  readonly severity: string
  /** When it is sent, a full instant. */
  readonly at: string
  /** Until when somebody is to answer, a full instant. */
  readonly until: string
  /** One line in our own words and ids alone. */
  readonly headline: string
  /** What a person types to see it in full. */
  readonly command: string
  readonly rows: readonly NoticeRow[]
  /** The same for programs. */
  readonly card: Redacted<JsonObject>
}

/** What became of one attempt. `notBefore` is the instant before which the receiver wants no other. */
export type NoticeReceipt =
  | { readonly delivered: true }
  | {
      readonly delivered: false
      /** In our own words: never the receiver's text, never its address. */
      readonly reason: string
      readonly notBefore: string | null
    }

/** One way to reach people. */
export interface Notifier {
  /** What it is called on the record: the same after a restart, without its address. */
  readonly channel: string
  /** True where a notice stays until it is replaced by its outcome. */
  readonly keepsNotices: boolean
  /** Why it cannot be used, in our own words; null when it can. */
  readonly fault: string | null
  /** Sends once. Throws what the signal threw; anything else that goes wrong is a receipt. */
  send(notice: Notice, signal: AbortSignal): Promise<NoticeReceipt>
}
