/** A ticket as its desk holds it. Still raw: reporter and body are customer data. */
export interface Ticket {
  readonly id: string
  readonly title: string
  readonly reporter: {
    readonly name: string | null
    readonly email: string | null
    readonly phone?: string | null
  }
  readonly customer: string | null
  readonly service: string | null
  readonly region: string | null
  readonly createdAtMs: number | null
  readonly body: string
  readonly url: string | null
}

export interface TicketReader {
  /** Throws NOT_FOUND, or UPSTREAM when the desk cannot be read. */
  read(id: string, signal: AbortSignal): Promise<Ticket>
}

/** What Baton itself puts below a comment; the text of a comment cannot pose as either. */
export interface CommentMarks {
  /** One line. The ticket holds one comment of a key, whoever writes at the same time: a second one is the first. */
  readonly key?: string
  /** The record's newest checkpoint, a signed note. */
  readonly checkpoint?: string | null
}

export interface TicketWriter {
  /**
   * Appends a dated comment and returns a reference to it; `text` is redacted Markdown. Throws NOT_FOUND, or UPSTREAM when
   * the desk did not take it or cannot be asked; then a comment with a key may be tried again.
   */
  comment(
    id: string,
    heading: string,
    text: string,
    signal: AbortSignal,
    marks?: CommentMarks,
  ): Promise<string>
}
