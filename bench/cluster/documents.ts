import { toIso } from '../../src/domain/time.ts'
import { held } from '../../test/support/search-cluster/documents.ts'

export const startMs = Date.UTC(2026, 10, 23, 7)

/** Two thousand events, a quarter of them errors. */
export const documents = held(
  'logs-app',
  Array.from({ length: 2_000 }, (_, i) => ({
    '@timestamp': toIso(startMs + i * 1_000),
    'log.level': i % 4 === 0 ? 'error' : 'info',
    message: i % 4 === 0 ? `Upstream failed for order ${i}` : `served ${i}`,
    service: { name: 'auth', version: '1.4.2' },
    http: { response: { status_code: i % 4 === 0 ? 503 : 200 } },
    user: { id: `u${i % 7}` },
  })),
)
