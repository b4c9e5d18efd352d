import type { Card } from '../../domain/decision.ts'
import { HandoffError } from '../../domain/error.ts'
import type { NoticeRound } from '../../domain/facts/outward.ts'
import type { Incident } from '../../domain/incident.ts'
import { sha256 } from '../../domain/json.ts'
import { instantMs, toIso } from '../../domain/time.ts'
import type { CasebookReader } from '../../ports/casebook.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Notice, NoticeReceipt, Notifier } from '../../ports/notifier.ts'
import type { Redactor } from '../../ports/redactor.ts'
import { type Delivery, type Lane, type Source, pauseMs } from './delivery.ts'
import type { Ledger } from './ledger.ts'
import { boundedCard } from './line.ts'
import { type Subject, glassSubject, readableRequests, requestSubject } from './subject.ts'

interface NoticeOptions {
  readonly ledger: Ledger
  readonly reader: Pick<CasebookReader, 'incidents'>
  readonly notifiers: readonly Notifier[]
  readonly redactor: Pick<Redactor, 'json'>
  readonly clock: Clock
  /** The card of a request with whoever policy lets decide it now. */
  readonly card: (request: string) => Promise<Card>
}

const deadlineMs = 3_000

/**
 * Tells people of what waits for them: at once, once more while it still waits, and never a third time; where notices are
 * kept, the outcome replaces them.
 */
export function createNotices(options: NoticeOptions): Source {
  const { ledger, reader, notifiers, card } = options
  const able = notifiers.filter(({ fault }) => fault === null)

  function lanesOf(incident: Incident): readonly Lane[] {
    const subjects = [
      ...readableRequests(incident).map((request) => requestSubject(incident, request, card)),
      ...incident.glass.map((breaking) => glassSubject(incident, breaking)),
    ]
    return subjects.flatMap((subject) =>
      able.flatMap((notifier) => {
        const round = roundDue(options, subject, notifier)
        return round === undefined ? [] : [[deliveryOf(options, subject, notifier, round)]]
      }),
    )
  }

  return {
    due() {
      if (able.length === 0) return []
      ledger.look()
      return reader.incidents().flatMap(lanesOf)
    },
  }
}

/** Which notice of a subject is due by that way at this moment. */
function roundDue(
  { ledger, clock }: NoticeOptions,
  { about, since, state, until, againMs }: Subject,
  { channel, keepsNotices }: Notifier,
): NoticeRound | undefined {
  const nowMs = clock.nowMs()
  const standing = (round: NoticeRound): 'out' | 'due' | 'paused' => {
    const before = ledger.attempts(about, round, channel)
    if (!before) return 'due'
    if (before.sent > before.failed) return 'out'
    const pausedUntilMs = Math.max(
      (instantMs(before.lastAt) ?? 0) + pauseMs(before.failed),
      instantMs(before.notBefore ?? '') ?? 0,
    )
    return nowMs < pausedUntilMs ? 'paused' : 'due'
  }
  const first = ledger.attempts(about, 'first', channel)
  const firstIs = standing('first')
  if (state !== 'waits') {
    const isKept = keepsNotices && firstIs === 'out'
    return isKept && standing('outcome') === 'due' ? 'outcome' : undefined
  }
  const isEarly = nowMs < (instantMs(since) ?? 0)
  if (!first && (isEarly || nowMs >= (instantMs(until) ?? Infinity))) return undefined
  if (firstIs !== 'out') return firstIs === 'due' ? 'first' : undefined
  const againAtMs = (instantMs(first?.lastAt ?? since) ?? 0) + againMs
  return nowMs >= againAtMs && standing('again') === 'due' ? 'again' : undefined
}

function deliveryOf(
  options: NoticeOptions,
  subject: Subject,
  notifier: Notifier,
  round: NoticeRound,
): Delivery {
  const { ledger, clock } = options
  const { about, incident } = subject
  const { channel } = notifier
  const attempt = ledger.attempts(about, round, channel)?.failed ?? 0
  const body = { about, round, channel, attempt }
  const once = `notice:${incident.id}:${about}:${round}:${channel}:${attempt}`
  let receipt: NoticeReceipt | undefined
  return {
    incident: incident.id,
    deadlineMs,
    intent: { fact: { kind: 'notice.sent', body }, once },
    async send(signal) {
      const notice = await noticeOf(options, subject, round, toIso(clock.nowMs()))
      receipt = await notifier.send(notice, signal)
      if (!receipt.delivered) throw new Error(receipt.reason)
      return undefined
    },
    failed(cause) {
      const { reason, notBefore } = receipt?.delivered === false ? receipt : unsent(cause)
      return { fact: { kind: 'notice.failed', body: { ...body, reason, notBefore } } }
    },
  }
}

function unsent(cause: unknown): { readonly reason: string; readonly notBefore: null } {
  const isLate = cause instanceof HandoffError && cause.code === 'TIMEOUT'
  const reason = isLate ? 'It gave no answer in time.' : 'The notice could not be put together.'
  return { reason, notBefore: null }
}

async function noticeOf(
  { redactor }: NoticeOptions,
  subject: Subject,
  round: NoticeRound,
  at: string,
): Promise<Notice> {
  const { about, incident, until, state, headline, command } = subject
  const scope = { incident: incident.id, profile: 'log', ownKeys: true } as const
  const { value } = redactor.json(await subject.card(), scope)
  const card = boundedCard(value)
  return {
    id: `msg_${sha256(`${incident.id} ${about} ${round}`).slice(0, 32)}`,
    round,
    about,
    state,
    incident: incident.id,
    severity: incident.severity,
    at,
    until,
    headline,
    command,
    rows: subject.rows(card),
    card,
  }
}
