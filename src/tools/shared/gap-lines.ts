import { fencedRows, type View } from '../../domain/fence.ts'
import type { Gap } from '../../domain/gap.ts'

/** A source that is a file or a pattern, whose name is somebody else's; ours are plain words. */
const fileLike = /[^\w ]/

/** What an answer does not know, one a line; names of files stand in a fence. */
export function gapLines(view: View, gaps: readonly Gap[]): readonly string[] {
  const line = ({ source, reason }: Gap): string => `Gap: ${source}: ${reason}`
  const ours = gaps.filter(({ source }) => !fileLike.test(source))
  const theirs = gaps.filter(({ source }) => fileLike.test(source))
  return [...ours.map(line), ...fencedRows(view, 'files', theirs.map(line))]
}
