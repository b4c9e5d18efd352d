import type * as z from 'zod'

import type { Proposal, ReadBack } from '../domain/change.ts'
import type { View } from '../domain/fence.ts'
import type { Redacted } from '../domain/redacted.ts'
import type { ChangeRequest } from '../domain/request.ts'
import { type Answer, isCarriedOut } from '../domain/work.ts'
import type { ApplyContext, ReadContext, RecordContext } from '../ports/context.ts'

export type { ApplyContext, ReadContext, RecordContext }

interface Spec<I extends z.ZodObject, O extends z.ZodObject> {
  readonly name: string
  readonly title: string
  /** For the agent: when to use it and what comes back, at most 40 words. */
  readonly description: string
  readonly input: I
  readonly output: O
  /** Fields that may name people whom no ticket has taught yet: the ask keeps only their sizes. */
  readonly sizeOnly?: readonly string[]
  /** The short text for people, made from the redacted answer alone. */
  render(structured: Redacted<z.infer<O>>, view: View): string | Promise<string>
}

export interface ReadTool<I extends z.ZodObject, O extends z.ZodObject> extends Spec<I, O> {
  readonly effect: 'read'
  run(input: z.infer<I>, context: ReadContext): Promise<Answer<z.infer<O>>>
}

export interface RecordTool<I extends z.ZodObject, O extends z.ZodObject> extends Spec<I, O> {
  readonly effect: 'record'
  run(input: z.infer<I>, context: RecordContext): Promise<Answer<z.infer<O>>>
}

/** A change or announcement has no `run`: it is proposed, granted by another human, applied once and read back. */
export interface ChangeTool<I extends z.ZodObject> {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly input: I
  readonly effect: 'change' | 'announce'
  propose(input: z.infer<I>, context: ReadContext): Promise<Proposal>
  /** The target as it stands, to be compared with the proposal before the write and with its goal after it. */
  readBack(request: ChangeRequest, context: ReadContext): Promise<ReadBack>
  /** Writes exactly the granted change, compare-and-set where the system can. */
  apply(request: ChangeRequest, context: ApplyContext): Promise<void>
}

export type Tool =
  | ReadTool<z.ZodObject, z.ZodObject>
  | RecordTool<z.ZodObject, z.ZodObject>
  | ChangeTool<z.ZodObject>

/** True for a tool that has no `run`, because what it does leaves Baton for good. */
export function isChangeTool(tool: Tool): tool is ChangeTool<z.ZodObject> {
  return isCarriedOut(tool.effect)
}

/** Types a reading tool from its schemas. */
export function readTool<I extends z.ZodObject, O extends z.ZodObject>(
  tool: Omit<ReadTool<I, O>, 'effect'>,
): Tool {
  return { ...tool, effect: 'read' } as unknown as Tool
}

/** Types a recording tool from its schemas. */
export function recordTool<I extends z.ZodObject, O extends z.ZodObject>(
  tool: Omit<RecordTool<I, O>, 'effect'>,
): Tool {
  return { ...tool, effect: 'record' } as unknown as Tool
}

/** Types a change tool from its schema. */
export function changeTool<I extends z.ZodObject>(tool: Omit<ChangeTool<I>, 'effect'>): Tool {
  return { ...tool, effect: 'change' } as unknown as Tool
}

/** Types a tool that tells people something; what policy lets go without a grant is applied by the call that proposes it. */
export function announceTool<I extends z.ZodObject>(tool: Omit<ChangeTool<I>, 'effect'>): Tool {
  return { ...tool, effect: 'announce' } as unknown as Tool
}
