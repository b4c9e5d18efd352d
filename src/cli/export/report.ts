import type { JsonObject } from '../../domain/json.ts'
import type { Proof } from './proof.ts'
import { csvOf, type Table } from './csv.ts'

/** What is exported, before it is CSV or JSON. */
export interface Report extends Table {
  /** Facts about the whole; only JSON carries them. */
  readonly head: JsonObject
  /** False when a source did not answer, so that rows may be missing. */
  readonly complete: boolean
  /** One sentence for whoever runs it. */
  readonly summary: string
}

const exitCodes = { complete: 0, broken: 1, incomplete: 2 } as const

/** 0 when all is there, 1 for a record that is broken, 2 when something could not be read. */
export function exitCodeOf({ complete }: Report, { record }: Proof): number {
  if (record === 'broken') return exitCodes.broken
  return complete && record === 'whole' ? exitCodes.complete : exitCodes.incomplete
}

export function textOf(report: Report, json: boolean): string {
  if (!json) return csvOf(report)
  const { head, columns, rows } = report
  const told = rows.map((row) => Object.fromEntries(columns.map((name) => [name, row[name] ?? ''])))
  return `${JSON.stringify({ head, rows: told }, null, 2)}\n`
}
