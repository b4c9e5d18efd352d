export interface PatchLine {
  readonly kind: 'hunk' | 'added' | 'removed' | 'same'
  /** Without its sign; of a hunk, the line that git shows behind its numbers. */
  readonly text: string
}

const hunkHeader = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@ ?(.*)$/
const longestLine = 2000

/** The lines of a unified patch's hunks; a hunk's own numbers say where it ends, so no content can pose as a header. */
export function* patchLines(patch: string): Generator<PatchLine> {
  let before = 0
  let after = 0
  for (const whole of patch.split('\n')) {
    const line = whole.slice(0, longestLine).replace(/\r$/, '')
    if (before <= 0 && after <= 0) {
      const header = hunkHeader.exec(line)
      if (header === null) continue
      before = Number(header[1] ?? 1)
      after = Number(header[2] ?? 1)
      yield { kind: 'hunk', text: header[3]! }
    } else if (line.startsWith('+')) {
      after -= 1
      yield { kind: 'added', text: line.slice(1) }
    } else if (line.startsWith('-')) {
      before -= 1
      yield { kind: 'removed', text: line.slice(1) }
    } else if (!line.startsWith('\\')) {
      before -= 1
      after -= 1
      yield { kind: 'same', text: line.slice(1) }
    }
  }
}
