import * as z from 'zod'

import { headline } from './headline.ts'
import { type NamedValue, namedIn } from './known-person.ts'
import { instantMs } from './time.ts'

/** What an alert says, still raw. Service and region are believed only when the configuration knows them. */
export interface Alert {
  readonly source: 'alertmanager' | 'pagerduty' | 'text'
  readonly title: string
  readonly reference: string
  readonly severity: string | null
  readonly service: string | null
  readonly region: string | null
  readonly startedAtMs: number | null
  readonly text: string
  /** Whom its labels, annotations and other fields name. */
  readonly people: readonly NamedValue[]
}

const labels = z.record(z.string(), z.string())

const Alertmanager = z.object({
  alerts: z
    .array(
      z.object({
        labels,
        annotations: labels.default({}),
        startsAt: z.string().optional(),
        fingerprint: z.string().optional(),
      }),
    )
    .min(1),
})

const PagerDuty = z.object({
  event: z.object({
    data: z.object({
      id: z.string().optional(),
      title: z.string(),
      urgency: z.string().nullish(),
      created_at: z.string().nullish(),
      service: z.object({ summary: z.string() }).nullish(),
    }),
  }),
})

/** Reads an Alertmanager webhook, a PagerDuty v3 event, either of them as JSON text, or free text. */
export function readAlert(raw: unknown): Alert {
  const value = typeof raw === 'string' ? jsonOf(raw) : raw
  const alertmanager = Alertmanager.safeParse(value)
  if (alertmanager.success) return fromAlertmanager(alertmanager.data)
  const pagerDuty = PagerDuty.safeParse(value)
  if (pagerDuty.success) return { ...fromPagerDuty(pagerDuty.data), people: namedIn(value) }
  const text = typeof raw === 'string' ? raw : JSON.stringify(raw)
  return {
    source: 'text',
    title: headline(text),
    reference: 'free text',
    severity: null,
    service: null,
    region: null,
    startedAtMs: null,
    text,
    people: namedIn(value),
  }
}

function fromAlertmanager({ alerts }: z.infer<typeof Alertmanager>): Alert {
  const starts = alerts.flatMap(({ startsAt }) => instantMs(startsAt ?? '') ?? [])
  const first = alerts[0]
  const label = (name: string): string | null => first?.labels[name] ?? null
  const name = label('alertname') ?? 'alert'
  return {
    source: 'alertmanager',
    title: first?.annotations['summary'] ?? name,
    reference: first?.fingerprint ? `${name}/${first.fingerprint}` : name,
    severity: label('severity'),
    service: label('service') ?? label('job'),
    region: label('region') ?? label('cluster'),
    startedAtMs: starts.length > 0 ? Math.min(...starts) : null,
    text: alerts.flatMap(({ annotations }) => Object.values(annotations)).join('\n'),
    people: namedIn(alerts.map(({ labels: named, annotations }) => ({ ...named, ...annotations }))),
  }
}

function fromPagerDuty({ event: { data } }: z.infer<typeof PagerDuty>): Omit<Alert, 'people'> {
  return {
    source: 'pagerduty',
    title: data.title,
    reference: data.id ?? 'event',
    severity: data.urgency === 'high' ? 'critical' : (data.urgency ?? null),
    service: data.service?.summary ?? null,
    region: null,
    startedAtMs: instantMs(data.created_at ?? '') ?? null,
    text: data.title,
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
