import { randomUUID } from 'node:crypto'

import type { NamedValue } from '../domain/known-person.ts'
import type { Requester } from '../domain/work.ts'
import type { CasebookReader } from '../ports/casebook.ts'
import type { Clock } from '../ports/clock.ts'
import type { Redactor } from '../ports/redactor.ts'
import type { Call, Contexts, Outcome, Step, Visit, Walk } from './call.ts'
import type { createContexts } from './contexts.ts'
import type { Journal } from './journal.ts'
import type { Outward } from './outward/outward.ts'
import { answer } from './steps/answer.ts'
import { ask } from './steps/ask.ts'
import { budget } from './steps/budget.ts'
import { deadline } from './steps/deadline.ts'
import { enter } from './steps/enter.ts'
import { remind } from './steps/remind.ts'
import { spoken } from './steps/spoken.ts'
import { validate } from './steps/validate.ts'

export interface GuardOptions {
  readonly journal: Journal
  readonly redactor: Redactor
  readonly reader: CasebookReader
  readonly clock: Clock
  /** What leaves the house by itself; loaded once, when the first tool was called. */
  readonly openOutward: () => Promise<Outward>
  /** Resolves when none of that is under way. */
  readonly outwardIdle: () => Promise<void>
  readonly contexts: ReturnType<typeof createContexts>
  /** Who asks, from configuration or the operating system; never from an argument. */
  readonly requester: Requester
  readonly deadlineMs: number
  /** Hosts whose addresses stay links in what others wrote. */
  readonly links?: readonly string[]
}

/** The hall that every call walks through. */
export interface Guard {
  walk(call: Call): Promise<Outcome>
  /** Resolves when no call is under way and nothing on its way out: an apply that has its intent is carried through. */
  idle(): Promise<void>
}

/**
 * The order of the hall, outermost first: what is overdue is added, the ending is recorded, the budget is kept, the ask
 * is recorded, the deadline runs, the arguments are checked and what they say of people is hidden, the room works and its answer is redacted. Policy and grant
 * stand inside the change protocol that a change room calls.
 */
export function createGuard(options: GuardOptions): Guard {
  const steps: readonly Step[] = [
    remind(options),
    answer(options),
    budget,
    ask(options),
    deadline(options.deadlineMs),
    validate,
    spoken(options),
  ]
  const walk = steps.reduceRight<Walk>((next, step) => (visit) => step(visit, next), enter(options))
  const underWay = new Set<Promise<Outcome>>()
  return {
    async walk(call) {
      const outcome = walk(visitOf(call, options))
      underWay.add(outcome)
      try {
        return await outcome
      } finally {
        underWay.delete(outcome)
      }
    },
    async idle() {
      while (underWay.size > 0) await Promise.allSettled(underWay)
      await options.outwardIdle()
    },
  }
}

function visitOf(call: Call, options: GuardOptions): Visit {
  const { requester, clock } = options
  const nowMs = clock.nowMs()
  const actor = call.actor ?? ({ id: requester.id, kind: 'agent' } as const)
  const visit = {
    call,
    id: randomUUID(),
    startedMs: nowMs,
    actor,
    requester,
    incident: incidentOf(call.arguments, options.reader),
    signal: call.signal,
    input: {},
    onRecord: true,
    removed: { asked: 0, recorded: 0 },
    named: [] as NamedValue[],
  }
  return {
    ...visit,
    contexts: (signal: AbortSignal): Contexts =>
      options.contexts({
        actor,
        requester,
        nowMs,
        signal,
        removed: visit.removed,
        named: visit.named,
        incident: visit.incident,
        progress: call.progress ?? (() => undefined),
      }),
  }
}

/** The incident that the arguments name or whose request they name, if the record knows it. */
function incidentOf(raw: unknown, reader: CasebookReader): string | null {
  if (typeof raw !== 'object' || raw === null) return null
  const { incident, request } = raw as { incident?: unknown; request?: unknown }
  try {
    if (typeof incident === 'string') return reader.incident(incident).id
    if (typeof request === 'string') return reader.request(request).incident
  } catch {
    return null
  }
  return null
}
