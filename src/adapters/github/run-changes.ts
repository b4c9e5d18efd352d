import { type ChangeEvent, unknownChange } from '../../domain/change-event.ts'
import { workflowsOf } from './deployment-changes.ts'
import { type TheirNames, placeOf } from '../../domain/their-place.ts'
import type { Run } from './shapes.ts'

/** What set a run off that tries what is not merged, or only keeps house; a comment may order a deployment. */
const changesNothing =
  /^(pull_request|pull_request_review|pull_request_review_comment|merge_group|issues|discussion|discussion_comment|check_run|check_suite|status|watch|fork|star|label|milestone|project\w*|gollum|member|public)$/

/** Runs that may have changed something; those of `told` already stand as deployments. */
export function runChanges(
  runs: readonly Run[],
  told: ReadonlySet<number>,
  source: string,
  mapping: TheirNames,
): readonly ChangeEvent[] {
  return runs
    .filter(({ id, event }) => !told.has(id) && !changesNothing.test(event))
    .map((run) => ({
      ...unknownChange,
      ...placeOf(mapping, { ran: workflowsOf(run) }),
      id: `run:${run.id}`,
      source,
      kind: 'run' as const,
      startedAtMs: run.run_started_at ?? run.created_at,
      finishedAtMs: run.status === 'completed' ? run.updated_at : null,
      state: run.conclusion ?? run.status,
      actor: run.triggering_actor ?? run.actor,
      alsoBy: run.actor === null ? [] : [run.actor],
      url: run.html_url,
      commit: run.head_sha,
      notes: [run.name, run.display_title].filter(Boolean).join(': '),
    }))
}
