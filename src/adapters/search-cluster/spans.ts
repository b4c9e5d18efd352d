import type { Document } from '../../domain/logs/document.ts'
import { getter, label } from '../../domain/logs/document.ts'
import type { LogEvent } from '../../domain/logs/event.ts'
import { all, either, not, nothing, type Query } from './query.ts'

/** How a tracer lays out what is no log line: by the field of its duration and, where others have one too, a second. */
export interface Shape {
  readonly duration: string
  readonly beside: string | null
  /** Units of the duration in a millisecond. */
  readonly perMs: number
  readonly id: string
  readonly parent: string
  readonly name: string
}

const shapes: readonly Shape[] = [
  {
    duration: 'span.duration.us',
    beside: null,
    perMs: 1_000,
    id: 'span.id',
    parent: 'parent.id',
    name: 'span.name',
  },
  {
    duration: 'transaction.duration.us',
    beside: null,
    perMs: 1_000,
    id: 'transaction.id',
    parent: 'parent.id',
    name: 'transaction.name',
  },
  {
    duration: 'duration',
    beside: 'kind',
    perMs: 1_000_000,
    id: 'span_id',
    parent: 'parent_span_id',
    name: 'name',
  },
  {
    duration: 'durationInNanos',
    beside: null,
    perMs: 1_000_000,
    id: 'spanId',
    parent: 'parentSpanId',
    name: 'name',
  },
]

/** Every field that tells of a span. */
export const spanFields: readonly string[] = [
  ...new Set(
    shapes.flatMap(({ duration, beside, id, parent, name }) => [
      duration,
      ...(beside === null ? [] : [beside]),
      id,
      parent,
      name,
    ]),
  ),
]

/** Which of the shapes these indices have. */
export function shapesOf(isMapped: (field: string) => boolean): readonly Shape[] {
  return shapes.filter(
    ({ duration, beside }) => isMapped(duration) && (beside === null || isMapped(beside)),
  )
}

/** Documents that are no spans. */
export function withoutSpans(present: readonly Shape[]): readonly Query[] {
  const any = either(
    present.map(({ duration, beside }) =>
      all([duration, beside].flatMap((field) => (field === null ? [] : [{ exists: { field } }]))),
    ),
  )
  return any === nothing ? [] : [not(any)]
}

const readers = shapes.map((shape) => ({
  shape,
  duration: getter([shape.duration]),
  beside: shape.beside === null ? null : getter([shape.beside]),
  id: getter([shape.id]),
  parent: getter([shape.parent]),
  name: getter([shape.name]),
}))

/** An event with what makes it a span, its name as message; the same event for anything else. */
export function asSpan(event: LogEvent, document: Document): LogEvent {
  for (const { shape, duration, beside, id, parent, name } of readers) {
    const units = duration(document)
    if (typeof units !== 'number' || (beside && beside(document) === undefined)) continue
    return {
      ...event,
      message: event.message === '' ? (label(name(document)) ?? '') : event.message,
      span: {
        id: label(id(document)) ?? '',
        parent: label(parent(document)),
        durationMs: units / shape.perMs,
      },
    }
  }
  return event
}
