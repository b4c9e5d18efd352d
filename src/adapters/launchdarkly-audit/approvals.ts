import { actorOf } from './event.ts'
import type { Subject } from './resource.ts'
import type { Entry } from './shapes.ts'

interface Seen {
  readonly entry: Entry
  readonly subject: Subject
}

const ofRequests = /^(?:create|review|update|delete)ApprovalRequest$/
const approving = /\bapproved\b/i
const mostApprovers = 10

/** Whether an entry tells only of a request for approval, by which nothing has changed yet. */
export function isOfRequest({ subject }: Seen): boolean {
  return subject.actions.length > 0 && subject.actions.every((action) => ofRequests.test(action))
}

/** Who approved what an applied request changed: reviews of the same resource since it last changed, newest first. */
export function approversAmong(all: readonly Seen[]): (applied: Seen) => readonly string[] {
  const newestFirst = all.toSorted((a, b) => b.entry.date - a.entry.date)
  const byResource = new Map<string, Seen[]>()
  for (const seen of newestFirst) {
    for (const resource of new Set(seen.subject.resources)) {
      const same = byResource.get(resource)
      if (same) same.push(seen)
      else byResource.set(resource, [seen])
    }
  }
  return (applied) => {
    if (!applied.subject.actions.includes('applyApprovalRequest')) return []
    const reviewed = applied.subject.resources.flatMap((resource) =>
      reviewersBefore(applied, byResource.get(resource) ?? []),
    )
    return [...new Set(reviewed)].slice(0, mostApprovers)
  }
}

function reviewersBefore(applied: Seen, same: readonly Seen[]): readonly string[] {
  const reviewers: string[] = []
  for (const seen of same.slice(same.indexOf(applied) + 1)) {
    if (!isOfRequest(seen) || reviewers.length >= mostApprovers) break
    const reviewer = approving.test(seen.entry.titleVerb ?? '') ? actorOf(seen.entry) : null
    if (reviewer !== null) reviewers.push(reviewer)
  }
  return reviewers
}
