export interface Message {
  readonly audience: 'customers' | 'executive' | 'internal'
  readonly channel: string
  /** Ids of people or names of roles. */
  readonly to: readonly string[]
  readonly incident: string
  readonly subject: string
  /** Redacted text. */
  readonly text: string
}

export interface MessageChannel {
  /** Hands the message over durably and returns a reference to it. */
  send(message: Message, signal: AbortSignal): Promise<string>
}
