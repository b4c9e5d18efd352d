import { toIso } from '../../src/domain/time.ts'
import { plantsIn } from '../scenario/plants.ts'
import type { Scenario } from '../scenario/schema.ts'

/** The scenario's alert in the shape of Alertmanager's webhook, version 4. */
export function alertOf(scenario: Scenario, nowMs: number): object {
  const { alert, region } = scenario
  const labels = {
    alertname: alert.name,
    service: alert.service,
    severity: alert.severity,
    region,
    environment: 'production',
  }
  const annotations = {
    summary: alert.summary,
    description: [alert.description, ...plantsIn(scenario, 'alert')].join('\n'),
  }
  const firing = {
    status: 'firing',
    labels,
    annotations,
    startsAt: toIso(nowMs - alert.at),
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: '',
    fingerprint: '7d1f0c5b9a3e2468',
  }
  return {
    version: '4',
    groupKey: `{}:{alertname="${alert.name}"}`,
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'support',
    groupLabels: { alertname: alert.name },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: '',
    alerts: [firing],
  }
}
