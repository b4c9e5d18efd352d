const minuteMs = 60_000

/** What one HTTP door bears; each bound refuses or drops, none makes anybody wait. */
export const limits = {
  bodyBytes: 4 * 1024 * 1024,
  headerBytes: 16 * 1024,
  headers: 100,
  /** For the headers, and for the whole request, to arrive. */
  headersMs: 10_000,
  requestMs: 30_000,
  /** A connection on which nothing moved for so long is dropped; a quiet stream moves every 15 s. */
  stillMs: 2 * minuteMs,
  keepAliveMs: 15_000,
  connections: 128,
  /** Requests under way, streams that only wait for news left out. */
  requests: 64,
  sessions: 64,
  listeners: 64,
  /** A session that nobody used for so long is over. */
  sessionIdleMs: 30 * minuteMs,
  /** One that was idle for so long makes room for a new one when there are too many. */
  sessionYieldMs: minuteMs,
  /** What a client may leave unread of one stream before it is dropped. */
  unreadBytes: 1024 * 1024,
  /** How long requests may still be under way when the server ends, and then their answers on the wire. */
  endMs: 35_000,
  farewellMs: 5_000,
} as const
