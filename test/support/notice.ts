import type { Notice } from '../../src/ports/notifier.ts'

/** A notice as the guard makes it, with other members where a test wants them. */
export function noticeOf(more: Partial<Notice> = {}): Notice {
  return {
    id: 'msg_0123456789abcdef',
    round: 'first',
    about: 'REQ-1NG7S3G2397R',
    state: 'waits',
    incident: 'INC-1NG7S3G6M0RE',
    severity: 'SEV1',
    at: '2026-11-23T07:00:00.000Z',
    until: '2026-11-23T07:15:00.000Z',
    headline: 'A production request waits for your decision.',
    command: 'baton show REQ-1NG7S3G2397R',
    rows: [
      { name: 'Request', value: 'REQ-1NG7S3G2397R, proposed' },
      { name: 'Reason given', value: '"logins fail"' },
    ],
    card: { request: 'REQ-1NG7S3G2397R', digest: '8197c150' } as unknown as Notice['card'],
    ...more,
  }
}
