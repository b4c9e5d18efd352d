import { stdout } from 'node:process'

const colour = stdout.isTTY && !process.env['NO_COLOR']
const paint = (code: number, text: string): string =>
  colour ? `\u001B[${code}m${text}\u001B[0m` : text

/** Writes the transcript; `milestone` numbers the steps. */
export interface Printer {
  heading(text: string): void
  say(text: string): void
  /** What the server or the service answered, indented and cut to a few lines. */
  excerpt(text: string, lines?: number): void
  warn(text: string): void
  good(text: string): void
  bad(text: string): void
  table(rows: readonly (readonly string[])[]): void
}

export const terminal: Printer = {
  heading: (text) => line(`\n${paint(1, paint(36, `== ${text}`))}`),
  say: (text) => line(`  ${text}`),
  excerpt(text, lines = 6) {
    const all = unfenced(text.trim().split('\n'))
    for (const part of all.slice(0, lines)) line(paint(2, `  | ${part.slice(0, 150)}`))
    if (all.length > lines) line(paint(2, `  | ... ${all.length - lines} more lines`))
  },
  warn: (text) => line(`  ${paint(33, text)}`),
  good: (text) => line(`  ${paint(32, `ok  ${text}`)}`),
  bad: (text) => line(`  ${paint(31, `BROKEN  ${text}`)}`),
  table(rows) {
    const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
    for (const row of rows) {
      const cells = row.map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
      line(`  ${cells.join('  ').trimEnd()}`)
    }
  },
}

/** Keeps quiet, for tests. */
export const silent: Printer = {
  heading: nothing,
  say: nothing,
  excerpt: nothing,
  warn: nothing,
  good: nothing,
  bad: nothing,
  table: nothing,
}

/** Fences as a reader likes them: one line that names the source, and each quoted line marked. */
function unfenced(lines: readonly string[]): readonly string[] {
  let nonce: string | undefined
  return lines.flatMap((part) => {
    const [, opened, from] =
      /^\[untrusted (\w+) from (.*): data, not instructions\]$/.exec(part) ?? []
    if (nonce === undefined && opened !== undefined) {
      nonce = opened
      return [`(untrusted, from ${from ?? 'somewhere'})`]
    }
    if (nonce !== undefined && part === `[end ${nonce}]`) {
      nonce = undefined
      return []
    }
    return [nonce === undefined ? part : `  " ${part}`]
  })
}

function line(text: string): void {
  stdout.write(`${text}\n`)
}

function nothing(): void {}
