import * as z from 'zod'

/** `follow_up` is what a recovery slower than the policy asks for. */
export const askRoles = ['fix', 'qa', 'communicator', 'follow_up'] as const
export type AskRole = (typeof askRoles)[number]

/** One deliverable of one owner. `due` is a full instant. */
export const Assigned = z.object({
  ask: z.string(),
  text: z.string(),
  owner: z.string(),
  role: z.enum(askRoles),
  due: z.string(),
  region: z.string(),
})

export const askMoves = ['accepted', 'done', 'verified', 'reassigned', 'dropped'] as const
export type AskMove = (typeof askMoves)[number]

/**
 * Said by whoever recorded it, never by the owner's signature. `owner` is who did so, after `reassigned` the new owner;
 * `due` replaces the old one where it is not null.
 */
export const Moved = z.object({
  ask: z.string(),
  to: z.enum(askMoves),
  owner: z.string(),
  due: z.string().nullable(),
  reason: z.string().nullable(),
})
