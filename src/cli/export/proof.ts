import { HandoffError } from '../../domain/error.ts'
import { verifyHome } from '../verify/judge.ts'

/** Whether what is exported can be relied on: the record verified from what lies in the home, with the home's own key. */
export interface Proof {
  readonly record: 'whole' | 'broken' | 'cannot be judged' | 'none'
  readonly entries: number
  /** In our words; null for a whole one. */
  readonly reason: string | null
}

const none = 'There is no record in this home, so nothing here had a grant.'

/** Verifies as an auditor would who has no key from elsewhere. */
export function proofOf(home: string): Proof {
  try {
    const { outcome, entries, findings } = verifyHome({ home, trust: null, outside: [] })
    if (outcome === 'sound') return { record: 'whole', entries, reason: null }
    const bad = findings.find(({ ok }) => !ok)
    const where = bad?.entry === undefined ? '' : `entry ${bad.entry}: `
    const reason = `${where}${bad?.reason ?? 'it cannot be judged'}. Run: baton verify`
    return { record: outcome === 'broken' ? 'broken' : 'cannot be judged', entries, reason }
  } catch (error) {
    if (!(error instanceof HandoffError)) throw error
    if (error.code === 'NOT_FOUND') return { record: 'none', entries: 0, reason: none }
    return { record: 'cannot be judged', entries: 0, reason: error.message }
  }
}
