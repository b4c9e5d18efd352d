import type { Incident } from '../domain/incident.ts'
import { type Breaking, answerDue, doneUnder, grantedUnder } from '../domain/incident/glass.ts'
import { type ChangeRequest, requestsOf } from '../domain/request.ts'
import { instantMs } from '../domain/time.ts'
import { minuteOr } from './instants.ts'
import { regionsOf } from './known.ts'

/** One breaking of glass as templates print it; `answers` are the objection and the countersignature, oldest first. */
export interface GlassView {
  /** OPEN, OBJECTED or countersigned. */
  readonly state: string
  readonly by: string
  readonly at: string
  readonly until: string
  readonly reason: string
  readonly done: string
  readonly due: string
  readonly answers: readonly {
    readonly verb: string
    readonly by: string
    readonly at: string
    readonly reason: string
  }[]
}

/** What a person signed, as a moment of the timeline. */
interface SignedMoment {
  readonly atMs: number
  readonly milestone: string
  readonly owner: string
  readonly region: string
  readonly notes: string
  readonly link: string
}

/** Every breaking with what a second person said to it, oldest first. */
export function glassViews(incident: Incident): readonly GlassView[] {
  return incident.glass.map((breaking) => {
    const { recordedAt, until, reason, objection, countersign } = breaking
    return {
      state: stateOf(breaking),
      by: person(breaking),
      at: minuteOr(recordedAt, 'unknown'),
      until: minuteOr(until, 'unknown'),
      reason,
      done: doneWords(incident, breaking),
      due: minuteOr(answerDue(breaking), 'unknown'),
      answers: [
        ...(objection ? [answerView('Objected to', objection)] : []),
        ...(countersign ? [answerView('Countersigned', countersign)] : []),
      ],
    }
  })
}

/** Glass, answers to it, and command handed over, each with who signed. A lowered severity is a revision and has its row there. */
export function signedMoments(incident: Incident): readonly SignedMoment[] {
  const region = regionsOf(incident).join(', ') || 'unknown'
  const moment = (
    milestone: string,
    signed: { readonly by: string; readonly simulated: boolean; readonly recordedAt: string },
    notes: string,
  ): SignedMoment => {
    const atMs = instantMs(signed.recordedAt) ?? 0
    return { atMs, milestone, owner: person(signed), region, notes, link: '' }
  }
  return [
    ...incident.glass.flatMap((breaking) => {
      const { reason, until, objection, countersign } = breaking
      const words = `${stateOf(breaking)}, until ${minuteOr(until, 'unknown')}. ${reason}`
      return [
        moment('Break-glass', breaking, words),
        ...(objection ? [moment('Objection', objection, objection.reason)] : []),
        ...(countersign
          ? [
              moment(
                'Countersignature',
                countersign,
                `${lateWords(countersign)}${countersign.reason}`,
              ),
            ]
          : []),
      ]
    }),
    ...incident.commands.map((handed) =>
      moment(
        'Command handed over',
        handed,
        `From ${handed.from ?? 'nobody'} to ${handed.to}. ${handed.reason}`,
      ),
    ),
  ]
}

/** Who had the command when the incident was opened. */
export function openedCommander({ commands, commander }: Incident): string | null {
  const [first] = commands
  return first ? first.from : commander
}

/** By whose break-glass a change was granted; empty for none. */
export function underGlass({ glass }: Incident, request: ChangeRequest): string {
  const breaking = grantedUnder(glass, request)
  return breaking ? `under break-glass by ${person(breaking)}` : ''
}

function stateOf({ objection, countersign }: Breaking): string {
  if (countersign) return 'countersigned'
  return objection ? 'OBJECTED' : 'OPEN'
}

function doneWords(incident: Incident, breaking: Breaking): string {
  const done = doneUnder(requestsOf(incident), breaking)
  return done.map(({ id, state }) => `${id} (${state})`).join(', ') || 'nothing was applied'
}

function answerView(
  verb: string,
  answer: Parameters<typeof person>[0] & { recordedAt: string; late: boolean; reason: string },
): GlassView['answers'][number] {
  const at = `${minuteOr(answer.recordedAt, 'unknown')}${answer.late ? ', LATE' : ''}`
  return { verb, by: person(answer), at, reason: answer.reason }
}

function lateWords({ late }: { readonly late: boolean }): string {
  return late ? 'LATE. ' : ''
}

/** Whoever signed; somebody whom a demonstration plays says so everywhere. */
export function person({
  by,
  simulated,
}: {
  readonly by: string
  readonly simulated: boolean
}): string {
  return `${by}${simulated ? ' (simulated person)' : ''}`
}
