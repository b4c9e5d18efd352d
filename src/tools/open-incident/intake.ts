import { type Alert, readAlert } from '../../domain/alert.ts'
import { HandoffError } from '../../domain/error.ts'
import type { Service } from '../../domain/service.ts'
import { parseInstant } from '../../domain/time.ts'
import type { Ticket } from '../../ports/tickets.ts'
import type { KnownValue } from '../../ports/vault.ts'
import type { ReadContext } from '../tool.ts'

export interface IntakeInput {
  readonly ticket?: string | undefined
  readonly alert?: unknown
  readonly title?: string | undefined
  readonly service?: string | undefined
  readonly region?: string | undefined
  readonly environment?: string | undefined
  readonly detectedAt?: string | undefined
}

/** A report put together from ticket, alert and words; `title` and `text` are raw. */
export interface Intake {
  readonly ticket: Ticket | null
  readonly alert: Alert | null
  readonly title: string
  readonly text: string
  readonly service: Service | undefined
  readonly regions: readonly string[]
  readonly environment: string
  readonly detectedAtMs: number
}

/** Throws INVALID_INPUT when nothing was reported or the time has no zone, NOT_FOUND for names nobody configured. */
export async function readIntake(input: IntakeInput, context: ReadContext): Promise<Intake> {
  if (input.ticket === undefined && input.alert === undefined && input.title === undefined) {
    throw new HandoffError('INVALID_INPUT', 'Nothing was reported.', {
      hint: 'Give at least one of ticket, alert or title.',
    })
  }
  const ticket =
    input.ticket === undefined ? null : await context.tickets.read(input.ticket, context.signal)
  const alert = input.alert === undefined ? null : readAlert(input.alert)
  const text = [input.title, ticket?.title, ticket?.body, alert?.text].filter(Boolean).join('\n')
  const service = findService(input.service, [ticket?.service, alert?.service], text, context)
  const environment = knownEnvironment(input.environment, context)
  return {
    ticket,
    alert,
    title: input.title ?? ticket?.title ?? alert?.title ?? 'Untitled report',
    text,
    service,
    regions: knownRegions(
      [input.region, ticket?.region, alert?.region],
      service,
      environment,
      context,
    ),
    environment,
    detectedAtMs: detectedAt(input.detectedAt, ticket, alert, context.nowMs),
  }
}

/** What ticket and alert say about people, to be masked everywhere in the incident. */
export function knownValuesOf({ ticket, alert }: Intake): readonly KnownValue[] {
  return [...reporterOf(ticket), ...(alert?.people ?? [])]
}

function reporterOf(ticket: Ticket | null): readonly KnownValue[] {
  if (!ticket) return []
  const { name, email, phone } = ticket.reporter
  return [
    ...(name ? [{ class: 'person', value: name }] : []),
    ...(email ? [{ class: 'email', value: email }] : []),
    ...(phone ? [{ class: 'phone', value: phone }] : []),
    ...(ticket.customer ? [{ class: 'customer', value: ticket.customer }] : []),
  ]
}

function findService(
  given: string | undefined,
  reported: readonly (string | null | undefined)[],
  text: string,
  { services }: ReadContext,
): Service | undefined {
  if (given !== undefined && services.length > 0) {
    const found = services.find(({ name }) => name === given)
    if (found) return found
    const names = services.slice(0, 10).map(({ name }) => name)
    throw new HandoffError('NOT_FOUND', 'No service of that name is configured.', {
      hint: `Configured services: ${names.join(', ')}.`,
    })
  }
  const named = services.find(({ name }) => reported.includes(name))
  const words = new Set(text.toLowerCase().split(/[^\w-]+/))
  return named ?? services.find(({ name }) => words.has(name.toLowerCase()))
}

function knownEnvironment(given: string | undefined, { environments }: ReadContext): string {
  if (given === undefined)
    return environments.find(({ production }) => production)?.name ?? 'production'
  if (environments.length === 0 || environments.some(({ name }) => name === given)) return given
  throw new HandoffError('NOT_FOUND', 'No environment of that name is configured.', {
    hint: `Configured environments: ${environments.map(({ name }) => name).join(', ')}.`,
  })
}

/** Reported regions that the configuration knows, else all regions of the service or environment. */
function knownRegions(
  reported: readonly (string | null | undefined)[],
  service: Service | undefined,
  environment: string,
  { environments }: ReadContext,
): readonly string[] {
  const ofEnvironment = environments.find(({ name }) => name === environment)?.regions ?? []
  const known = [...new Set([...(service?.regions ?? []), ...ofEnvironment])]
  const named = known.filter((region) => reported.includes(region))
  if (named.length > 0) return named
  return known.length > 0 ? known : ['unknown']
}

function detectedAt(
  given: string | undefined,
  ticket: Ticket | null,
  alert: Alert | null,
  nowMs: number,
): number {
  const givenMs = given === undefined ? undefined : parseInstant(given, 'detectedAt')
  if (givenMs !== undefined && givenMs > nowMs) {
    throw new HandoffError('INVALID_INPUT', 'detectedAt lies in the future.', {
      hint: 'Give the UTC instant at which the problem was first noticed.',
    })
  }
  const reported = [alert?.startedAtMs, ticket?.createdAtMs].filter(
    (at) => at != null && at <= nowMs,
  )
  return givenMs ?? (reported.length > 0 ? Math.min(...(reported as number[])) : nowMs)
}
