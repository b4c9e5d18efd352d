import type { ChangeEvent } from './change-event.ts'
import type { Json } from './json.ts'
import { changeToldOf, ToldChange } from './told-change.ts'

/** Why a body was not taken: which of its changes are none, counted from 1; or that it is none at all. */
export type NotTold = 'not JSON' | 'empty' | 'too many' | { readonly broken: readonly number[] }

const mostChanges = 200
const longestText = 500
const longestNotes = 4_000

/** The changes of one JSON object, or of one on each line; all of them or none. `place` speaks for what says nothing. */
export function toldChanges(
  text: string,
  isLines: boolean,
  place: Pick<ChangeEvent, 'source' | 'service' | 'environment'>,
): readonly ChangeEvent[] | NotTold {
  const parts = isLines ? text.split('\n').filter((line) => line.trim() !== '') : [text]
  if (parts.length > mostChanges) return 'too many'
  const values: Json[] = []
  for (const part of parts) {
    try {
      values.push(JSON.parse(part) as Json)
    } catch {
      return 'not JSON'
    }
  }
  if (values.length === 0) return 'empty'
  const changes = values.map((value) => changeOf(value, place))
  const broken = changes.flatMap((change, i) => (change === undefined ? [i + 1] : []))
  return broken.length > 0 ? { broken } : changes.flatMap((change) => change ?? [])
}

/** One without an id of its own could be told twice. */
function changeOf(
  value: Json,
  { source, service, environment }: Pick<ChangeEvent, 'source' | 'service' | 'environment'>,
): ChangeEvent | undefined {
  const { data } = ToldChange.safeParse(value)
  if (!data?.id) return undefined
  const change = changeToldOf(data, { id: data.id, source })
  const { notes, ...rest } = change
  if (notes.length > longestNotes || !isShort(rest)) return undefined
  return {
    ...change,
    service: change.service ?? service,
    environment: change.environment ?? environment,
  }
}

function isShort(change: object): boolean {
  return Object.values(change)
    .flat()
    .every((one: unknown) => typeof one !== 'string' || one.length <= longestText)
}
