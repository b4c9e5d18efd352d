import type { Defaults } from '../../domain/logs/document-event.ts'
import type { SourceCheck } from '../../ports/source-check.ts'
import type { Wire } from './exchange.ts'
import { asFault, ClusterFault } from './fault.ts'
import type { Layout } from './layout.ts'
import type { Opened, Opener } from './open.ts'
import { closeView } from './point-in-time.ts'
import { reach } from './reach.ts'
import { search, type Session } from './session.ts'
import { skewWords } from '../network/skew.ts'

interface Checking extends Omit<Session, 'cluster' | 'ground' | 'path'> {
  readonly open: Opener
  readonly wire: Wire
  readonly defaults: Defaults
  readonly allowWriteKey: boolean
  readonly fault: string | null
}

/** Whether a cluster is there, can be read, and by these credentials only read; one line for each configured index. */
export async function check(
  checking: Checking,
  indices: readonly string[],
): Promise<readonly SourceCheck[]> {
  const { source, fault } = checking
  if (fault !== null) return [{ source, state: 'failed', message: fault }]
  try {
    const opened = await checking.open.open(checking.signal)
    const { gaps } = opened.places
    const absent = gaps.map((gap): SourceCheck => ({
      source: gap.source,
      state: opened.places.names.includes(gap.source) ? 'warning' : 'failed',
      message: gap.reason,
    }))
    if (opened.places.names.length === 0) return absent
    return [...absent, ...(await look(checking, opened, indices)), ...skew(checking)]
  } catch (cause) {
    return [{ source, state: 'failed', message: asFault(cause).message }]
  }
}

async function look(
  checking: Checking,
  opened: Opened,
  indices: readonly string[],
): Promise<readonly SourceCheck[]> {
  const { open, source, allowWriteKey, wire: _wire, fault: _fault, ...begun } = checking
  const { privileges, cluster } = opened
  if (privileges === 'may write' && !allowWriteKey) throw new ClusterFault('can write')
  const { names, session, view } = await reach(open, opened, { ...begun, source })
  try {
    await search(session, { size: 0, track_total_hits: false }, view)
  } finally {
    await closeView(cluster, view)
  }
  const { layout } = session.ground
  if (layout.time === undefined) throw new ClusterFault('no time')
  const warned = [
    ...(privileges === 'may write'
      ? ['Its credentials may also write, as allowWriteKey says.']
      : []),
    ...(privileges === 'unknown'
      ? ['It does not tell what these credentials may do: give them a role that only reads.']
      : []),
    ...layoutWarnings(layout),
  ].map((message): SourceCheck => ({ source, state: 'warning', message }))
  const doubts = begun.gaps().map((gap): SourceCheck => ({
    source: gap.source,
    state: indices.includes(gap.source) && !names.includes(gap.source) ? 'failed' : 'warning',
    message: gap.reason,
  }))
  const fine = names.map((name): SourceCheck => ({
    source: name,
    state: 'ok',
    message: privileges === 'reads' ? 'It can be read, and only read.' : 'It can be read.',
  }))
  return [...doubts, ...warned, ...fine]
}

function layoutWarnings({ opaque, hasMessage }: Layout): readonly string[] {
  return [
    ...(opaque.length === 0
      ? []
      : [`Cannot be counted as it is mapped: ${opaque.join(', ')}. Map it as keyword.`]),
    ...(hasMessage ? [] : ['No message field is mapped: texts are looked for event by event.']),
  ]
}

function skew({ source, wire }: Checking): readonly SourceCheck[] {
  const words = skewWords(wire.skewMs)
  return words === null ? [] : [{ source, state: 'warning', message: words }]
}
