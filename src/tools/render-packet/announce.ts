import { asksOf } from '../../documents/asks.ts'
import type { Incident } from '../../domain/incident.ts'
import { toMinute } from '../../domain/time.ts'
import type { RecordContext } from '../tool.ts'

interface Ready {
  readonly reference: string
  readonly sha256: string
}

/** Says on the ticket and in the incident channel that the packet is ready; returns who could be told. The packet stands even if this fails. */
export async function announcePacket(
  incident: Incident,
  ready: Ready,
  context: RecordContext,
): Promise<{ readonly told: readonly string[]; readonly notTold: readonly string[] }> {
  const owners = [...new Set(asksOf(incident).map(({ owner }) => owner))]
  const to = [...new Set([incident.commander ?? 'incident-commander', ...owners])]
  const state = incident.acknowledgement ? 'renewed' : 'ready'
  const text = [
    `The handoff packet of ${incident.id} is ${state}: ${ready.reference}`,
    `SHA-256 ${ready.sha256}, as of ${toMinute(context.nowMs)}.`,
    ...(incident.acknowledgement
      ? []
      : [
          `To take ownership run: baton acknowledge ${incident.id} --read-back "what you took over"`,
        ]),
  ].join('\n')
  const { ticket } = incident
  const ways: readonly { readonly name: string; tell(): Promise<string> }[] = [
    {
      name: 'ticket',
      tell: () =>
        ticket === null
          ? Promise.reject(new Error('no ticket'))
          : context.ticketDesk.comment(ticket, `Handoff packet ${state}`, text, context.signal),
    },
    {
      name: 'incident channel',
      tell: () =>
        context.messages.send(
          {
            audience: 'internal',
            channel: 'incident',
            to,
            incident: incident.id,
            subject: `Handoff packet of ${incident.id} (${incident.severity}) is ${state}`,
            text,
          },
          context.signal,
        ),
    },
  ]
  const results = await Promise.allSettled(ways.map((way) => way.tell()))
  const named = (status: string): readonly string[] =>
    ways.filter((_, index) => results[index]?.status === status).map(({ name }) => name)
  return { told: named('fulfilled'), notTold: named('rejected') }
}
