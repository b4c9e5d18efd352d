import { expect, test } from 'vitest'

import { readAlert } from '../../src/domain/alert.ts'

const alertmanager = {
  version: '4',
  status: 'firing',
  alerts: [
    {
      status: 'firing',
      labels: {
        alertname: 'HighErrorRate',
        severity: 'critical',
        service: 'auth',
        region: 'eu-west-1',
      },
      annotations: { summary: 'Logins fail' },
      startsAt: '2026-11-23T06:12:00Z',
      fingerprint: 'ab12cd34',
    },
    { status: 'firing', labels: {}, annotations: {}, startsAt: '2026-11-23T06:10:00Z' },
  ],
}

const expected = {
  source: 'alertmanager',
  title: 'Logins fail',
  reference: 'HighErrorRate/ab12cd34',
  severity: 'critical',
  service: 'auth',
  region: 'eu-west-1',
  startedAtMs: Date.UTC(2026, 10, 23, 6, 10),
  text: 'Logins fail',
  people: [],
}

test('an Alertmanager webhook, as object or as text, begins with its earliest alert', () => {
  expect(readAlert(alertmanager)).toEqual(expected)
  expect(readAlert(JSON.stringify(alertmanager))).toEqual(expected)
})

test('a PagerDuty event', () => {
  const event = {
    event: {
      event_type: 'incident.triggered',
      data: {
        id: 'PGR0VU2',
        title: 'Throughput drop',
        urgency: 'high',
        created_at: '2026-11-23T06:10:00Z',
        service: { summary: 'orders' },
      },
    },
  }
  expect(readAlert(event)).toMatchObject({
    source: 'pagerduty',
    reference: 'PGR0VU2',
    severity: 'critical',
    service: 'orders',
    startedAtMs: Date.UTC(2026, 10, 23, 6, 10),
  })
})

test.each(['Everything is slow\nsince noon', '{"alerts": []}', '{broken'])(
  'anything else is text: %s',
  (text) => {
    expect(readAlert(text)).toMatchObject({
      source: 'text',
      text,
      severity: null,
      startedAtMs: null,
    })
  },
)
