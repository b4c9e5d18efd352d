import { describe, expect, test } from 'vitest'

import { detect } from '../../src/redaction/engine.ts'
import type { Profile } from '../../src/domain/redacted.ts'

const nobody = (): readonly never[] => []

function found(text: string, profile: Profile): readonly string[] {
  return detect(text, profile, nobody).map(
    (hit) => `${hit.class} ${text.slice(hit.start, hit.end)}`,
  )
}

/** Text and what is found in it, in both profiles. */
const both: readonly (readonly [text: string, ...found: string[]])[] = [
  ['write to maria.lopez+x@acme.co.uk.', 'email maria.lopez+x@acme.co.uk'],
  ['<mailto:maria@acme.com>', 'email maria@acme.com'],
  ['/users/maria@acme.com/orders', 'email maria@acme.com'],
  ["d'angelo@acme.com", "email d'angelo@acme.com"],
  ["{'mail': u'maria@acme.com'}", 'email maria@acme.com'],
  ['maría@correo.es', 'email maría@correo.es'],
  ['maria@acme.com-old', 'email maria@acme.com'],
  ['git@github.com:acme/app.git'],
  ['icon@2x.png getty@tty1.service lodash@4.17.21 Object@1a2b3c app@v1.2.3-rc.beta'],
  ['LeaseRenewer:msrabi@msra-sa-41:9000'],
  ['card 4111111111111111 used', 'card 4111111111111111'],
  ['4111 1111 1111 1111', 'card 4111 1111 1111 1111'],
  ['4111-1111-1111-1111 123', 'card 4111-1111-1111-1111'],
  ['amex 3782 822463 10005', 'card 3782 822463 10005'],
  ['pan=5555555555554444;', 'card 5555555555554444'],
  ['4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', 'card 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1'],
  ['4-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1', 'card 4-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1'],
  ['4111/1111/1111/1111', 'card 4111/1111/1111/1111'],
  ['4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 2 and 4 1 1 1'],
  ['mail root@localhost now', 'email root@localhost'],
  ['card_4111111111111111', 'card 4111111111111111'],
  ['4111111111111112 blk_4111111111111111 blk_-4111111111111111 0.4111111111111111'],
  ['9411111111111111111 41111111111111110000'],
  ['1445144423722 1700000000000 1700000000000000000'],
  ['GB82 WEST 1234 5698 7654 32 is mine', 'iban GB82 WEST 1234 5698 7654 32'],
  ['de89370400440532013000', 'iban de89370400440532013000'],
  ['GB83 WEST 1234 5698 7654 32'],
  ['from 10.251.73.220:50010 to', 'ipv4 10.251.73.220'],
  ['src: /10.250.19.102', 'ipv4 10.250.19.102'],
  ['rhost=::ffff:173.234.31.186', 'ipv6 ::ffff:173.234.31.186'],
  ['v1.2.3.4 version 1.2.3.4 Chrome/120.0.0.0 1.2.3.4.5 256.1.1.1 1.2.3.4-SNAPSHOT'],
  ['[2001:db8::8a2e:370:7334]:443', 'ipv6 2001:db8::8a2e:370:7334'],
  ['addr:2001:db8::1', 'ipv6 2001:db8::1'],
  ['/2001:db8:0:0:0:0:0:1:2181', 'ipv6 2001:db8:0:0:0:0:0:1'],
  ['std::vector a::b 12:30:45 DB::Cache 20171223-22:31:59:618'],
  ['hw 00:1a:2B:3c:4D:5e up', 'mac 00:1a:2B:3c:4D:5e'],
  ['mac:00:1a:2b:3c:4d:5e', 'mac 00:1a:2b:3c:4d:5e'],
  ['001a.2b3c.4d5e', 'mac 001a.2b3c.4d5e'],
  ['17-05-16-13-55-31'],
  ['call +49 (0)30 901820 now', 'phone +49 (0)30 901820'],
  ['msisdn=15551234567', 'phone 15551234567'],
  ['"phone": "415-555-2671"', 'phone 415-555-2671'],
  ['UTC+0530 x+12345678'],
  [
    'a eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-def b',
    'jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-def',
  ],
  ['xeyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0', 'jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0'],
  ['Authorization: Bearer abc.def-123', 'authorization abc.def-123'],
  ['sent bearer Zm9vYmFyMTIz', 'bearer Zm9vYmFyMTIz'],
  ['bearer authentication failed; bearer token missing'],
  ['curl: Basic dXNlcjpwYXNz', 'basic dXNlcjpwYXNz'],
  ['Basic authentication'],
  ['Cookie: sid=abc; theme=dark', 'cookie sid=abc; theme=dark'],
  ['DB_PASSWORD=hunter2 next', 'secret hunter2'],
  ['{"api_key":"k-123456"}', 'secret k-123456'],
  ['{\\"password\\":\\"hunter2\\"}', 'secret hunter2'],
  ['?access_token=abc123&x=1', 'secret abc123'],
  ['password: null token: expired max_tokens=4096 tokens=150 secret=${SECRET} token_type=Bearer'],
  ['Failed password for root; check pass; user unknown'],
  ['postgres://app:pw@db/orders', 'credentials app:pw'],
  ['https://u:p@gems.acme.com/', 'credentials u:p'],
  ['https://acme.com/@maria'],
  [
    `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`,
    `github-token ghp_a1B2c3D4e5a1B2c3D4e5a1B2c3D4e5a1B2c3`,
  ],
  ['key AKIAIOSFODNN7QWERTYU', 'aws-token AKIAIOSFODNN7QWERTYU'],
  ['key AKIAIOSFODNN7EXAMPLE'],
  [
    'sdk-8e2a1c3d-1234-4abc-9def-0123456789ab',
    'launchdarkly-token sdk-8e2a1c3d-1234-4abc-9def-0123456789ab',
  ],
  ['ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
  ['529.982.247-25', 'br-cpf 529.982.247-25'],
  ['529.982.247-26 12345678A 20171223T'],
  ['my SSN: 536-32-3065', 'us-ssn 536-32-3065'],
  ['12345678Z', 'es-dni 12345678Z'],
  ['X1234567L', 'es-nie X1234567L'],
  ['Invalid user webmaster from 173.234.31.186', 'user webmaster', 'ipv4 173.234.31.186'],
  ['due to user request. [preauth]'],
  ['user=maria;', 'user maria'],
  ['{"username":"maria"}', 'user maria'],
]

describe.each(['log', 'text'] as const)('structured classes in %s', (profile) => {
  test.each(both)('%s', (text, ...expected) => {
    expect(found(text, profile)).toEqual(expected)
  })
})

const inText: readonly (readonly [text: string, ...found: string[]])[] = [
  ['call (415) 555-2671', 'phone (415) 555-2671'],
  ['reach me at 9469 9966 please', 'phone 9469 9966'],
  ['insured as AB 12 34 56 C', 'uk-nino AB 12 34 56 C'],
  ['415.555.2671 x12', 'phone 415.555.2671 x12'],
  ['666-32-3065 536-00-3065'],
  ['Dear Maria Lopez,', 'person Maria Lopez'],
  ['Hi team, my name is Ana Ito.', 'person Ana Ito'],
  ['Name: Zoë Van Dyk', 'person Zoë Van Dyk'],
  ['Kind regards,\nMaria', 'person Maria'],
  ['{"name":"Jane Doe"}', 'person Jane Doe'],
  ['{\\"reporter\\": \\"Jane\\"}', 'person Jane'],
  ['{"name":"Checkout Service","reporter":"production"}'],
  ['this is Jane Doe', 'person Jane Doe'],
  ['Contact Maria Gonzalez or contact Customer Support', 'person Maria Gonzalez'],
  ['This is Great. Contact Identity Team'],
  ['Hello World, Dear Customer, Thanks Again'],
  ['I live at 12 Long Hill Road, Apt 4', 'address 12 Long Hill Road, Apt 4'],
  ['Hauptstraße 12', 'address Hauptstraße 12'],
]

test.each(inText)('only in tickets and chat: %s', (text, ...expected) => {
  expect(found(text, 'text')).toEqual(expected)
  expect(found(text, 'log')).toEqual([])
})

const readable = [
  '2026-11-23T07:00:00.000Z',
  '2026-11-23T07:00Z',
  '2026-11-23 07:00:00,123',
  '1763881200000',
  '081109 203807 222 INFO',
  '550e8400-e29b-41d4-a716-446655440000',
  '4bf92f3577b34da6a3ce929d0e0e4736',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '39dd907',
  '8c152d4f0a9b1c2d3e4f5a6b7c8d9e0f1a2b3c4d',
  'REQ-7Q3FAB',
  'INC-7Q3F',
  'SUP-20261',
  'PR #12345678',
  '1.2.3-rc.1+build.5',
  'v26.10.0',
  '120000',
  '2,345,678 requests',
  '12 345 678 rows',
  '99.95 %',
  '/var/log/app/2026-11-23.log:1234',
  'eu-west-1a',
  'attempt_1445144423722_0020_m_000009_0',
  'SHA256:Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE',
  'req-addc1839-2ed5-4778-b57e-5854eb7b8b09',
  'took 1234567 ms, 42 of 1337 failed',
]

describe.each(['log', 'text'] as const)('stays readable in %s', (profile) => {
  test.each(readable)('%s', (text) => {
    expect(found(text, profile)).toEqual([])
    expect(found(`at ${text}, then`, profile)).toEqual([])
  })
})

test('a PEM block goes whole, in lines, escaped and cut off; public things stay', () => {
  const block = '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAK=\n-----END RSA PRIVATE KEY-----'
  expect(found(`a ${block} b`, 'log')).toEqual([`pem ${block}`])
  const escaped = block.replaceAll('\n', '\\n')
  expect(found(`{"k":"${escaped}"}`, 'log')).toEqual([`pem ${escaped}`])
  const cut = block.slice(0, 45)
  expect(found(cut, 'log')).toEqual([`pem ${cut}`])
  const signature = '-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAQ\n-----END SSH SIGNATURE-----'
  expect(found(signature, 'log')).toEqual([])
})
