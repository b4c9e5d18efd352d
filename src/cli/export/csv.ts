/** A table: the same columns in each row. */
export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly Readonly<Record<string, string>>[]
}

/** What a spreadsheet takes for the beginning of a formula, also in its wide form and behind spaces. */
const formula = /^[\s\u0000-\u001f]*[=+\-@\t\r\n|%\uff1d\uff0b\uff0d\uff20]/u

/** RFC 4180 with a head of column names; no cell is a formula, and a cell that began like one begins with an apostrophe. */
export function csvOf({ columns, rows }: Table): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
  return lines.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('')
}

function cellOf(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
