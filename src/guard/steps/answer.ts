import { HandoffError } from '../../domain/error.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Redacted } from '../../domain/redacted.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Redactor } from '../../ports/redactor.ts'
import type { Outcome, Step, Visit } from '../call.ts'
import type { Journal } from '../journal.ts'
import { offRecord } from '../off-record.ts'

interface AnswerOptions {
  readonly journal: Journal
  readonly redactor: Redactor
  readonly clock: Clock
}

/** The one place where errors become answers; every ending of a call is put on the record before it is sent. */
export function answer({ journal, redactor, clock }: AnswerOptions): Step {
  return async (visit, next) => {
    let outcome: Outcome
    try {
      outcome = await next(visit)
    } catch (cause) {
      return refuse(visit, known(cause))
    }
    try {
      await record(visit, outcome)
      return outcome
    } catch {
      return offRecord(outcome)
    }
  }

  async function record(visit: Visit, outcome: Outcome): Promise<void> {
    const { actor, incident } = visit
    const { finding, text, sanitised, hidden } = outcome
    const body = { ...header(visit), bytes: Buffer.byteLength(text), sanitised, hidden }
    await Promise.all([
      finding &&
        journal.append(actor, finding.incident, { kind: 'finding.recorded', body: finding.body }),
      journal.append(actor, incident, { kind: 'call.answered', body }),
    ])
  }

  async function refuse(visit: Visit, error: HandoffError): Promise<Outcome> {
    try {
      await journal.append(visit.actor, visit.incident, {
        kind: 'call.refused',
        body: {
          ...header(visit),
          code: error.code,
          message: error.message,
          rule: error.rule ?? null,
          detail: error.detail ?? describe(error.cause),
        },
      })
      return outcomeOf(error)
    } catch {
      return offRecord(outcomeOf(error))
    }
  }

  function header(visit: Visit) {
    const { what, name } = visit.call
    return { call: visit.id, what, name, tookMs: clock.nowMs() - visit.startedMs }
  }

  /** Where not even a refusal can be redacted, fixed words leave in its place. */
  function outcomeOf(error: HandoffError): Outcome {
    try {
      return redactedOutcome(error)
    } catch {
      return unspoken
    }
  }

  /** Error words are ours, yet they pass the redactor like everything else. */
  function redactedOutcome(error: HandoffError): Outcome {
    const { code, message, hint, rule, data } = error
    const structured: JsonObject = {
      error: { code, message, hint, rule, ...(data as JsonObject | undefined) },
    }
    const lines = [
      `${code}: ${message}`,
      ...(rule === undefined ? [] : [`Rule: ${rule}`]),
      ...(hint === undefined ? [] : [`Next: ${hint}`]),
      ...missing(data),
    ]
    const scope = { incident: null, profile: 'log', ownKeys: true } as const
    return {
      structured: redactor.json(JSON.parse(JSON.stringify(structured)) as JsonObject, scope).value,
      text: redactor.text(lines.join('\n'), scope).value,
      code,
      sanitised: 0,
      hidden: {},
    }
  }
}

const failed = {
  code: 'INTERNAL',
  message: 'Baton cannot say what went wrong: the record cannot be read.',
  hint: 'A person should run: baton verify',
} as const
const unspoken: Outcome = {
  structured: { error: failed } as unknown as Redacted<JsonObject>,
  text: `${failed.code}: ${failed.message}\nNext: ${failed.hint}` as Redacted<string>,
  code: failed.code,
  sanitised: 0,
  hidden: {},
}

function missing(data: Readonly<Record<string, unknown>> | undefined): readonly string[] {
  const list = data?.['missing']
  if (!Array.isArray(list)) return []
  return list.map((item: { what?: string; how?: string }) => `- ${item.what}: ${item.how}`)
}

/** Unknown errors become one INTERNAL; what they said goes to the record only. */
function known(cause: unknown): HandoffError {
  if (cause instanceof HandoffError) return cause
  if (cause instanceof DOMException && /^(Abort|Timeout)Error$/.test(cause.name)) {
    return new HandoffError('TIMEOUT', 'The call was stopped before it had an effect.', {
      hint: 'Ask again, for less if it took too long.',
    })
  }
  return new HandoffError('INTERNAL', 'Baton failed at this call; the record has the details.', {
    hint: 'Try once more; if it fails again, go on without it and note the gap.',
    cause,
  })
}

function describe(cause: unknown): string | null {
  if (cause === undefined) return null
  return cause instanceof Error
    ? `${cause.name}: ${cause.message}`.slice(0, 2_000)
    : 'unknown cause'
}
