import type { Defaults } from '../../domain/logs/document-event.ts'
import { ClusterFault } from './fault.ts'
import type { Opened, Opener } from './open.ts'
import { closeView, openView } from './point-in-time.ts'
import type { Session, View } from './session.ts'

interface Reached {
  readonly names: readonly string[]
  readonly session: Session
  /** To be closed by whoever asked for it. */
  readonly view: View
}

interface Beginning extends Omit<Session, 'cluster' | 'ground' | 'path'> {
  readonly defaults: Defaults
}

/** A view of all names that may be read, a doubt for each that may not. Throws ClusterFault when none may. */
export async function reach(open: Opener, opened: Opened, begun: Beginning): Promise<Reached> {
  const { names } = opened.places
  const first = await attempt(open, opened, begun, names)
  if (!(first instanceof ClusterFault)) return first
  if (names.length === 1) throw first
  const each = await Promise.all(names.map((name) => attempt(open, opened, begun, [name])))
  const left: string[] = []
  for (const [i, one] of each.entries()) {
    if (one instanceof ClusterFault) {
      begun.doubt(one.message, names[i])
    } else {
      left.push(names[i]!)
      await closeView(opened.cluster, one.view)
    }
  }
  const rest = left.length === 0 ? first : await attempt(open, opened, begun, left)
  if (rest instanceof ClusterFault) throw rest
  return rest
}

/** Returns the fault where it may lie with one of several names. */
async function attempt(
  open: Opener,
  opened: Opened,
  { defaults, ...begun }: Beginning,
  names: readonly string[],
): Promise<Reached | ClusterFault> {
  const { cluster } = opened
  try {
    const layout = await open.layout(opened, names, begun.signal)
    const path = names.map(encodeURIComponent).join(',')
    const session: Session = { ...begun, cluster, ground: { layout, defaults }, path }
    return { names, session, view: await openView(session) }
  } catch (cause) {
    const isOfOne =
      cause instanceof ClusterFault && (cause.kind === 'forbidden' || cause.kind === 'missing')
    if (isOfOne) return cause
    throw cause
  }
}
