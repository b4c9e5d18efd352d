import type { Environment, Service } from '../domain/service.ts'
import type { Phase } from './phases.ts'

export const audiences = ['customers', 'executive', 'internal'] as const
export type Audience = (typeof audiences)[number]

/** What a document may say beyond the incident itself. */
export interface Facts {
  readonly nowMs: number
  readonly services: readonly Service[]
  /** Of the configuration; they say which regions a run can have been in. */
  readonly environments?: readonly Environment[]
  /** Error rates before, during and after; empty when the logs gave none. */
  readonly phases: readonly Phase[]
  /** The newest signed checkpoint of the record. */
  readonly checkpoint?: string | null
  /** What people call the place of the documents; never a path of this machine. */
  readonly location?: string
  /** What the count of the phases could not see. */
  readonly gaps?: readonly string[]
  /** File name of the chart beside the packet. */
  readonly chart?: string
  /** Only this variant of the update; all three without it. */
  readonly audience?: Audience
}

export interface RenderOptions extends Facts {
  /** Liquid text of the template, ours or the customer's. */
  readonly template: string
  /** Hosts whose links may be printed. */
  readonly links: readonly string[]
}
