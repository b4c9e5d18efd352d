import { openSqliteEvidence } from './adapters/sqlite/evidence.ts'
import type { World } from './guard/contexts.ts'
import { type Checkpoint, findCheckpoints, parseVerifierKey } from './record/checkpoint.ts'
import { assertIntact } from './record/intact.ts'

const readMs = 5_000

/**
 * Looks at what lies in the home, not at what this process remembers of it, and compares it with what lies outside: the
 * incident's ticket and packet. A whole home that was replaced by an older copy shows there. Throws UPSTREAM.
 */
export async function assertRecordIntact(
  home: string,
  verifierKey: string,
  incident: string,
  world: World,
): Promise<void> {
  const key = parseVerifierKey(verifierKey)
  if (!key) throw new Error('the record has no key')
  const outside = await checkpointsOutside(incident, world)
  const evidence = openSqliteEvidence(home)
  try {
    assertIntact(evidence, key, outside)
  } finally {
    evidence?.close()
  }
}

/** A witness that cannot be read says nothing: a ticket desk that is down must not stop a mitigation. */
async function checkpointsOutside(
  incident: string,
  { reader, tickets, knowledge }: World,
): Promise<readonly Checkpoint[]> {
  const { ticket } = reader.incident(incident)
  const signal = AbortSignal.timeout(readMs)
  const texts = await Promise.allSettled([
    ticket === null ? '' : tickets.read(ticket, signal).then(({ body }) => body),
    knowledge.read(incident, 'packet.md'),
  ])
  return texts.flatMap((text) => (text.status === 'fulfilled' ? findCheckpoints(text.value) : []))
}
