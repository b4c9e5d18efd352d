import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../../shared/data/loghub')
const suffix = '_2k.log_structured.csv'

/** Lines of one system of Loghub-2k with the template that people gave to each. */
export interface System {
  readonly name: string
  readonly raw: readonly string[]
  /** The lines without their heads. */
  readonly content: readonly string[]
  readonly truth: readonly string[]
}

/** Every system that is here; undefined without the data. */
export function readLoghub(): readonly System[] | undefined {
  if (!existsSync(folder)) return undefined
  const names = readdirSync(folder).filter((file) => file.endsWith(suffix))
  return names.length === 0
    ? undefined
    : names.map((file) => readSystem(file.slice(0, -suffix.length)))
}

function readSystem(name: string): System {
  const [head = [], ...rows] = parseCsv(readFileSync(join(folder, `${name}${suffix}`), 'utf8'))
  const column = (title: string): readonly string[] =>
    rows.map((row) => row[head.indexOf(title)] ?? '')
  const raw = readFileSync(join(folder, `${name}_2k.log`), 'utf8').split(/\r?\n/)
  return {
    name,
    raw: raw.filter((line) => line !== ''),
    content: column('Content'),
    truth: column('EventId'),
  }
}

function parseCsv(text: string): readonly (readonly string[])[] {
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y
  const rows: string[][] = []
  let row: string[] = []
  while (cell.lastIndex < text.length) {
    const [, value = '', end] = cell.exec(text)!
    row.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value)
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
