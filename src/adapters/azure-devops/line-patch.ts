const mostCells = 4_000_000
const mostLines = 5_000

/** Two versions of a file as one hunk of a unified patch that shows every line; null where they are too long. */
export function linePatch(
  before: string,
  after: string,
): { readonly patch: string; readonly added: number; readonly removed: number } | null {
  const [a, b] = [linesOf(before), linesOf(after)]
  if (a.length > mostLines || b.length > mostLines) return null
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  const most = Math.min(a.length, b.length) - start
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  const middle = changed(a.slice(start, a.length - end), b.slice(start, b.length - end))
  const lines = [
    ...a.slice(0, start).map((line) => ` ${line}`),
    ...middle,
    ...a.slice(a.length - end).map((line) => ` ${line}`),
  ]
  return {
    patch: [`@@ -1,${a.length} +1,${b.length} @@`, ...lines].join('\n'),
    added: middle.filter((line) => line.startsWith('+')).length,
    removed: middle.filter((line) => line.startsWith('-')).length,
  }
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** By the longest common sequence; beyond a bound everything was taken out and put in. */
function changed(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.length * b.length > mostCells) {
    return [...a.map((line) => `-${line}`), ...b.map((line) => `+${line}`)]
  }
  const width = b.length + 1
  const common = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const [down, right] = [common[(i + 1) * width + j]!, common[i * width + j + 1]!]
      common[i * width + j] =
        a[i] === b[j] ? common[(i + 1) * width + j + 1]! + 1 : Math.max(down, right)
    }
  }
  const lines: string[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const takes = i < a.length && (j === b.length || isFirst(common, width, i, j))
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push(` ${a[i]}`)
      i += 1
      j += 1
    } else if (takes) {
      lines.push(`-${a[i]}`)
      i += 1
    } else {
      lines.push(`+${b[j]}`)
      j += 1
    }
  }
  return lines
}

/** Whether taking a line out loses no more of what both have than putting one in. */
function isFirst(common: Uint16Array, width: number, i: number, j: number): boolean {
  return common[(i + 1) * width + j]! >= common[i * width + j + 1]!
}
