import { toIso } from '../../domain/time.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Notice, NoticeReceipt, Notifier } from '../../ports/notifier.ts'
import type { Network } from '../network/dispatcher.ts'
import { failedAt } from '../network/failed-at.ts'
import { retryAfterMs } from '../network/retry-after.ts'
import { post } from './post.ts'
import { signedHeaders } from './sign.ts'

export interface WebhookOptions {
  readonly url: string
  /** 24 to 64 bytes. */
  readonly key: Uint8Array
  readonly network: Network
  readonly clock: Clock
}

/** Notices as Standard Webhooks: one signed POST each; a redirection, and any answer but 2xx, is a failure. */
export function signedWebhook({
  url,
  key,
  network,
  clock,
}: WebhookOptions): Pick<Notifier, 'send'> {
  return {
    async send(notice, signal) {
      const nowMs = clock.nowMs()
      const body = bodyOf(notice)
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'baton',
        ...signedHeaders(key, notice.id, nowMs, body),
      }
      try {
        const answer = await post({ url, headers, body }, network, signal)
        return receiptOf(answer.status, retryAfterMs(answer.retryAfter, nowMs))
      } catch (cause) {
        signal.throwIfAborted()
        return { delivered: false, reason: reasonOf(cause), notBefore: null }
      }
    },
  }
}

/** `text` is what chat programs show of an incoming webhook; it holds our own words and ids alone. */
function bodyOf(notice: Notice): string {
  const { round, about, state, incident, severity, at, until, headline, command, card } = notice
  const data = { about, round, state, incident, severity, until, headline, command, card }
  const isOpen = state === 'waits'
  return JSON.stringify({
    type: isOpen ? 'baton.waiting' : 'baton.settled',
    timestamp: at,
    text: isOpen ? `${headline} Look at it with: ${command}` : headline,
    data,
  })
}

function receiptOf(status: number, notBeforeMs: number | null): NoticeReceipt {
  if (status >= 200 && status < 300) return { delivered: true }
  const reason =
    status >= 300 && status < 400
      ? 'It answered with a redirection, which is not followed.'
      : `It answered with status ${status}.`
  return {
    delivered: false,
    reason,
    notBefore:
      (status === 429 || status === 503) && notBeforeMs !== null ? toIso(notBeforeMs) : null,
  }
}

const reasons = {
  'ca file': 'The file of trusted certificates cannot be read.',
  certificate: 'Its certificate is not trusted.',
  link: 'It cannot be reached.',
} as const

function reasonOf(cause: unknown): string {
  return reasons[failedAt(cause)]
}
