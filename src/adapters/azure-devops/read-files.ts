import * as questions from './questions.ts'
import type { Session } from './session.ts'
import { Diff } from './shapes.ts'

const mostFiles = 5_000

/** Paths that differ between two commits, page after page while a page brings new ones, and how far each is ahead of the other. Throws VendorFault. */
export async function readFiles(
  session: Session,
  range: { readonly repository: string; readonly from: string; readonly to: string },
  signal: AbortSignal,
) {
  const seen = new Set<string>()
  const paths = new Set<string>()
  let skip = 0
  for (;;) {
    const question = questions.diffOf(range.repository, range.from, range.to, skip)
    const diff = await session.one(question, Diff, signal)
    const { items, broken } = diff.changes
    const known = seen.size
    for (const { item } of items) {
      seen.add(item.path)
      const isFolder = item.isFolder === true || item.gitObjectType?.toLowerCase() === 'tree'
      if (!isFolder) paths.add(item.path.replace(/^\//, ''))
    }
    const read = items.length + broken
    skip += read
    const isWhole = diff.allChangesIncluded === true || read === 0
    if (isWhole || seen.size === known || skip >= mostFiles) {
      return {
        paths: [...paths],
        isCut: !isWhole,
        ahead: diff.aheadCount ?? 0,
        behind: diff.behindCount ?? 0,
      }
    }
  }
}
