import { expect, test } from 'vitest'

import { harmlessPart, hiddenByName } from '../../../src/domain/settings/secrecy.ts'

test.each([
  ['DB_PASSWORD', 'x', 'secret'],
  ['dbPassword', 'x', 'secret'],
  ['stripe.apiKey', 'x', 'secret'],
  ['AWS_SECRET_ACCESS_KEY', 'x', 'secret'],
  ['spring.datasource.pwd', 'x', 'secret'],
  ['SLACK_WEBHOOK', 'x', 'secret'],
  ['SENTRY_DSN', 'x', 'secret'],
  ['SUPPORT_PIN', '4711', 'secret'],
  ['JWTSECRETPRODUCTION', 'x', 'secret'],
  ['TOKEN_TTL', '15m', null],
  ['TOKEN_TTL', 'abc123', 'secret'],
  ['PASSWORD_MIN_LENGTH', '12', null],
  ['PASSWORD_MIN_LENGTH', '1234567', 'secret'],
  ['JWT_ALGORITHM', 'RS256', null],
  ['SUPPORT_EMAIL', 'x', 'personal'],
  ['beta.customers', 'quayle', 'personal'],
  ['ALLOWLIST', 'x', 'personal'],
  ['MAX_POOL', '2', null],
  ['keyboard', 'x', null],
  ['requirepass', 'hunter2', 'secret'],
  ['DBPASS', 'hunter2', 'secret'],
  ['ftp.userpwd', 'hunter2', 'secret'],
  ['WIFI_PSK', 'hunter2', 'secret'],
  ['sshkey', 'hunter2', 'secret'],
  ['passcode', 'hunter2', 'secret'],
  ['REDIS_AUTH', 'hunter2', 'secret'],
  ['BASIC_AUTH', 'on', null],
  ['AUTH_MODE', 'oidc', null],
  ['BYPASS', 'on', null],
  ['contraseña', 'hunter2', 'secret'],
  ['Lösenord', 'hunter2', 'secret'],
  ['пароль', 'hunter2', 'secret'],
  ['ｐａｓｓｗｏｒｄ', 'hunter2', 'secret'],
  [`${'deep.'.repeat(60)}password`, 'hunter2', 'secret'],
  ['x'.repeat(3_000), 'hunter2', 'secret'],
] as const)('G1: the name %s with %j is hidden as %s', (name, value, expected) => {
  expect(hiddenByName(name, value)).toBe(expected)
})

test.each([
  ['', ''],
  ['true', 'true'],
  ['200', '200'],
  ['1h30m', '1h30m'],
  ['512Mi', '512Mi'],
  ['v1.24.3', 'v1.24.3'],
  ['eu-west-1', 'eu-west-1'],
  ['read_committed', 'read_committed'],
  ['INFO', 'INFO'],
  ['db.internal:5432', 'db.internal:5432'],
  ['https://id.example.com/realm?x=1', 'https://id.example.com/…'],
  ['postgres://app:hunter2@db.internal:5432/auth', 'postgres://…@db.internal:5432/…'],
] as const)('of %j may be seen %j', (value, expected) => {
  expect(harmlessPart(value)).toBe(expected)
})

test.each([
  'ann.field@customer.example',
  '+44 20 7946 0958',
  '4111111111111111',
  '1234567',
  'Rosalind Quayle',
  'Rosalind',
  'AKIAZ5GQ7WJ2K4N6P8RT',
  'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
  'hunter2!',
  'xkqzvbnmtrw',
  'correct horse battery staple',
  '198.51.100.7',
  '/home/rosalind/keys',
  '{"password":"x"}',
  'https://198.51.100.7/',
  'https://a8f3k2l9q0z7x6c5v4b3.example.com/',
  'data:text/plain,secret',
])('G1: %j is not plainly harmless', (value) => {
  expect(harmlessPart(value)).toBeNull()
})
