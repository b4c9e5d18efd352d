import type { Gap } from '../../domain/gap.ts'
import { skewWords } from '../network/skew.ts'
import { VendorFault } from '../network/vendor-fault.ts'
import { faultWords } from './fault.ts'
import type { Part, Told, Trouble } from './read-window.ts'

const parts: readonly Part[] = [
  'runs',
  'deployments to environments',
  'environments',
  'classic releases',
  'what ran before',
  'approvals',
  'work items',
]

/** What the answer lacks, each reason once; silent where it gave nothing at all. */
export function gapsOf(
  source: string,
  told: Told,
  skewMs: number | null,
  nowMs: number,
): { readonly gaps: readonly Gap[]; readonly isSilent: boolean } {
  const { troubles, broken, answered } = told
  const isSilent = answered === 0
  const reasons = Map.groupBy(troubles, ({ why }) => wordsOf(why, nowMs))
  const words = [...reasons].map(([reason, of]) => {
    const named = parts.filter((part) => of.some((one) => one.part === part))
    return isSilent && reasons.size === 1 ? reason : `Missing of it: ${named.join(', ')}. ${reason}`
  })
  const unread = broken === 0 ? [] : [`${broken} of its entries could not be read.`]
  const skew = isSilent ? null : skewWords(skewMs)
  const all = [...words, ...unread, ...(skew === null ? [] : [skew])]
  return { gaps: all.map((reason) => ({ source, reason })), isSilent }
}

function wordsOf(why: Trouble['why'], nowMs: number): string {
  if (why instanceof VendorFault) return faultWords(why, nowMs)
  return why === 'cut'
    ? 'There are more than are read at once. Ask for a shorter window, or name fewer environments.'
    : 'They were not asked for, so that a window costs no more than eight questions.'
}
