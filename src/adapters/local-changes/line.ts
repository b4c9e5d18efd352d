import type { ChangeEvent } from '../../domain/change-event.ts'
import { sha256 } from '../../domain/json.ts'
import { changeToldOf, readToldChange } from '../../domain/told-change.ts'

/** Where a line stands, and what it speaks of when it does not say so itself. */
export type Place = Pick<ChangeEvent, 'source' | 'service' | 'environment'>

/** The change a line tells of; undefined for a broken line. A line without id is known by its own digest. */
export function changeOfLine(place: Place, line: string): ChangeEvent | undefined {
  const told = readToldChange(line)
  if (told === undefined) return undefined
  const id = told.id || `line-${sha256(line).slice(0, 12)}`
  const change = changeToldOf(told, { id, source: place.source })
  return {
    ...change,
    service: change.service ?? place.service,
    environment: change.environment ?? place.environment,
  }
}
