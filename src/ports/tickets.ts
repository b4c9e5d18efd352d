/** A ticket as its desk holds it. Still raw: reporter and body are customer data. */
export interface Ticket {
  readonly id: string
  readonly title: string
  readonly reporter: { readonly name: string | null; readonly email: string | null }
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

export interface TicketWriter {
  /** Appends a dated comment; `text` is redacted Markdown. Returns a reference to it. */
  comment(id: string, heading: string, text: string, signal: AbortSignal): Promise<string>
}
