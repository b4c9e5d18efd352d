import type { Audience, Publication } from '../domain/publication.ts'

/** A page or a notice to colleagues. Customers are reached by `publish` alone. */
export interface Message {
  readonly audience: Exclude<Audience, 'customers'>
  readonly channel: string
  /** Ids of people or names of roles. */
  readonly to: readonly string[]
  readonly incident: string
  readonly subject: string
  /** Redacted text. */
  readonly text: string
}

/** Where the updates of one incident for one audience stand, in order. */
export interface Board extends Pick<Publication, 'audience' | 'channel'> {
  readonly incident: string
}

/** A publication in its place: the `number`-th of its board, 1 is the first. */
export interface Posted extends Publication {
  readonly incident: string
  /** The request that was carried out; there is one publication for each at most. */
  readonly key: string
  readonly number: number
}

export interface PublicationReader {
  /** Everything published on that board, by number. Throws UPSTREAM when it cannot be told. */
  published(board: Board, signal: AbortSignal): Promise<readonly Posted[]>
}

/** The write half; it exists only while a request is carried out. */
export interface PublicationWriter {
  /**
   * Publishes durably, in that place and no other, and returns a reference; the same key in the same place is the same
   * publication. Throws CONFLICT when another stands there, UPSTREAM when nothing was published, and any other error
   * for an outcome that is unknown.
   */
  publish(post: Posted, signal: AbortSignal): Promise<string>
}

export interface MessageChannel extends PublicationReader, PublicationWriter {
  /** Hands the message over durably and returns a reference to it. */
  send(message: Message, signal: AbortSignal): Promise<string>
}
