import * as z from 'zod'

import { must, type Stage } from './stage.ts'

const Brief = z.object({
  brief: z.object({
    severity: z.string(),
    state: z.string(),
    commander: z.string().nullable(),
    resolvedAt: z.string().nullable(),
    closed: z.looseObject({}).nullable(),
    openGlass: z.looseObject({}).nullable(),
  }),
})

/** What no text may move: severity, state, command, glass and whether the case is over. */
export async function standing(
  stage: Stage,
  incident: string,
): Promise<z.infer<typeof Brief>['brief']> {
  const { structured } = await must(stage, 'get_incident', { incident }, 1)
  return Brief.parse(structured).brief
}
