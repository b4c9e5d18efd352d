import type { SourceCheck } from '../../ports/source-check.ts'
import { skewWords } from '../network/skew.ts'
import { VendorFault } from '../network/vendor-fault.ts'
import { addressOf, ask, type Wire } from './ask.ts'
import { Caller, Page } from './shapes.ts'

interface Checking {
  readonly source: string
  readonly project: string
  readonly fault: string | null
  readonly wire: Wire
  readonly signal: AbortSignal
}

/** Whether the project is there and its audit log can be read, and whether the token may do more, where that is told. */
export async function check({
  source,
  project,
  fault,
  wire,
  signal,
}: Checking): Promise<readonly SourceCheck[]> {
  if (fault !== null) return [{ source, state: 'failed', message: fault }]
  try {
    await ask(wire, addressOf(wire, `/api/v2/projects/${project}`), signal)
    const log = await ask(wire, addressOf(wire, '/api/v2/auditlog', { limit: '1' }), signal)
    if (!Page.safeParse(log).success) throw new VendorFault('unexpected')
    const caller = await ask(wire, addressOf(wire, '/api/v2/caller-identity'), signal)
    const scopes = Caller.safeParse(caller).data?.scopes ?? []
    const skewed = skewWords(wire.skewMs)
    return [
      ...(skewed === null ? [] : [{ source, state: 'warning' as const, message: skewed }]),
      rights(source, scopes),
    ]
  } catch (cause) {
    if (!(cause instanceof VendorFault)) throw cause
    return [{ source, state: 'failed', message: cause.message }]
  }
}

const reading = /^(?:reader|read|view|viewer)$/i

function rights(source: string, scopes: readonly string[]): SourceCheck {
  if (scopes.length === 0) {
    const message =
      'It can be read. What else the token may do it does not tell: give it the role Reader.'
    return { source, state: 'ok', message }
  }
  return scopes.every((scope) => reading.test(scope))
    ? { source, state: 'ok', message: 'It can be read, and only read.' }
    : {
        source,
        state: 'warning',
        message: 'It can be read, but the token may also write: give it the role Reader.',
      }
}
