import { actorOf } from './event.ts'
import type { Subject } from './resource.ts'
import type { Entry } from './shapes.ts'

interface Seen {
  readonly entry: Entry
  readonly subject: Subject
}

const ofRequests = /^(?:create|review|update|delete)ApprovalRequest$/
const approving = /\bapproved\b/i

/** Whether an entry tells only of a request for approval, by which nothing has changed yet. */
export function isOfRequest({ subject }: Seen): boolean {
  return subject.actions.length > 0 && subject.actions.every((action) => ofRequests.test(action))
}

/** Who approved what an applied request changed: reviews of the same resource since it last changed, newest known first. */
export function approversOf(applied: Seen, all: readonly Seen[]): readonly string[] {
  if (!applied.subject.actions.includes('applyApprovalRequest')) return []
  const before = all
    .filter((seen) => seen.entry.date <= applied.entry.date && shareResource(seen, applied))
    .toSorted((a, b) => b.entry.date - a.entry.date)
  const approvers = new Set<string>()
  for (const seen of before) {
    if (seen.entry._id === applied.entry._id) continue
    if (!isOfRequest(seen)) break
    const reviewer = approving.test(seen.entry.titleVerb ?? '') ? actorOf(seen.entry) : null
    if (reviewer !== null) approvers.add(reviewer)
  }
  return [...approvers].slice(0, 10)
}

function shareResource(a: Seen, b: Seen): boolean {
  return a.subject.resources.some((one) => b.subject.resources.includes(one))
}
