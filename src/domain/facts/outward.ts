import * as z from 'zod'

/** The fact of entry `about` stands on the incident's ticket; `reference` says where, in the desk's words. */
export const Commented = z.object({ about: z.number(), reference: z.string() })

/** The ticket did not take it; tried again until it does, stated once. */
export const CommentFailed = z.object({ about: z.number() })

/** `outcome` goes only where a notice is kept that it replaces. */
export const noticeRounds = ['first', 'again', 'outcome'] as const
export type NoticeRound = (typeof noticeRounds)[number]

/** Of what, which time and by which way; `attempt` counts from 0. */
const attempt = {
  about: z.string(),
  round: z.enum(noticeRounds),
  channel: z.string(),
  attempt: z.number(),
}

/** People are told of something that waits for them; stated before it is sent. */
export const NoticeSent = z.object(attempt)

/** That notice could not be sent; it is tried again, not before `notBefore` where the receiver named a time. */
export const NoticeFailed = z.object({
  ...attempt,
  reason: z.string(),
  notBefore: z.string().nullable(),
})
