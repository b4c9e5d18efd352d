import type { ChangeRange } from '../../domain/change-difference.ts'
import * as questions from './questions.ts'
import { type Repositories, repositoryOf } from './repositories.ts'
import type { Session } from './session.ts'
import { Build } from './shapes.ts'

type Ends =
  | {
      readonly kind: 'commits'
      readonly from: string
      readonly to: string
      readonly repository: string
    }
  /** Ids of runs whose repository lies elsewhere. */
  | { readonly kind: 'runs'; readonly from: string; readonly to: string }

const commit = /^[0-9a-f]{40}$/i

/** What a range stands for: commits as they are, numbers of runs by asking for them. Null where one is unknown. */
export async function endsOf(
  session: Session,
  { from, to }: ChangeRange,
  repositories: Repositories,
  signal: AbortSignal,
): Promise<Ends | null> {
  if (commit.test(from) && commit.test(to)) {
    const repository = repositories.of(from) ?? repositories.of(to)
    return repository === 'elsewhere'
      ? null
      : { kind: 'commits', from, to, repository: repository ?? repositories.usual }
  }
  if (commit.test(from) || commit.test(to) || !isNumber(from) || !isNumber(to)) return null
  const [before, after] = await Promise.all(
    [from, to].map((number) => session.list(questions.buildsNumbered(number), Build, signal)),
  )
  for (const later of after?.items ?? []) {
    const earlier = before?.items.find(({ definition }) => definition.id === later.definition.id)
    if (earlier === undefined || later.definition.id === null) continue
    const repository = repositoryOf(later)
    const [a, b] = [earlier.sourceVersion, later.sourceVersion]
    if (repository !== 'elsewhere' && a !== null && b !== null) {
      return { kind: 'commits', from: a, to: b, repository }
    }
    return { kind: 'runs', from: earlier.id, to: later.id }
  }
  return null
}

/** As runs can be called; no wildcards, which it would take for a pattern. */
function isNumber(text: string): boolean {
  return text.length > 0 && text.length <= 255 && !text.includes('*')
}
