import { expect, test } from 'vitest'

import { detect } from '../../src/redaction/engine.ts'

function shown(text: string): string {
  let out = ''
  let from = 0
  for (const hit of detect(text, 'log', () => [])) {
    out += `${text.slice(from, hit.start)}<${hit.class}>`
    from = hit.end
  }
  return out + text.slice(from)
}

test.each([
  ['password="correct horse battery staple" user', 'password="<secret>" user'],
  ["password='correct horse' x", "password='<secret>' x"],
  ['{"password":"two words"}', '{"password":"<secret>"}'],
  ['{"password":["two words"],"n":1}', '{"password":["<secret>"],"n":1}'],
  ['api_key="AAA;BBB" z', 'api_key="<secret>" z'],
  ['client_secret:"a b"', 'client_secret:"<secret>"'],
  ['password = "a\\"b c" d', 'password = "<secret>" d'],
  ['password="ends with \\\\" d', 'password="<secret>" d'],
  [
    '{\\"password\\":\\"a \\\\\\"b\\\\\\" c\\",\\"n\\":1}',
    '{\\"password\\":\\"<secret>\\",\\"n\\":1}',
  ],
  ['password="never closed at all', 'password="<secret>'],
  ['password="never closed\nnext line', 'password="<secret>\nnext line'],
  ['"password=""two words""","x"', '"password=""<secret>""","x"'],
  ["password='it's hard' z", "password='<secret>' z"],
  ['password=a,b next', 'password=<secret> next'],
  ['password=a(b) next', 'password=<secret> next'],
  ['login(password=abc)', 'login(password=<secret>)'],
  [
    '{"msg":"with password=hunter2","level":"info"}',
    '{"msg":"with password=<secret>","level":"info"}',
  ],
  ['Server=db;Password=abc;Encrypt=true', 'Server=db;Password=<secret>;Encrypt=true'],
  ['{"pin":123456,"trace":"abc"}', '{"pin":<secret>,"trace":"abc"}'],
  ['/p?password=abc&x=1', '/p?password=<secret>&x=1'],
  ['password=$ecret99 password=[x9!kd', 'password=<secret> password=<secret>'],
  ['cvv=123', 'cvv=<secret>'],
  ['TOKEN ?= "a b"', 'TOKEN ?= "<secret>"'],
  ['password="" user=""', 'password="" user=""'],
])('the whole value goes: %s', (text, expected) => {
  expect(shown(text)).toBe(expected)
})

test.each([
  ['curl -s -u elastic:P@ssw0rd https://x.example', 'curl -s -u <credentials> https://x.example'],
  [
    'curl --user "api:d2 LkV78" \\\n https://x.example',
    'curl --user <credentials> \\\n https://x.example',
  ],
  ['curl x \\\n --user api:d2LkV78', 'curl x \\\n --user <credentials>'],
  ['sort -u a:b; ls -u c:d', 'sort -u a:b; ls -u c:d'],
  ['SNYK_KEY = "12345678-abcd-4bcd-9bcd-1234567890ab"', 'SNYK_KEY = "<secret>"'],
  [
    'PARTITION_KEY=12345678-abcd-4bcd-9bcd-1234567890ab',
    'PARTITION_KEY=12345678-abcd-4bcd-9bcd-1234567890ab',
  ],
  ['CACHED_KEY=session-of-the-day-today', 'CACHED_KEY=session-of-the-day-today'],
  [
    'https://hooks.slack.com/workflows/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',
    'https://<slack-token>',
  ],
])('names and commands that hold a secret: %s', (text, expected) => {
  expect(shown(text)).toBe(expected)
})

test.each([
  'password=xxxxxxxx',
  'token=<token>',
  'api_key=${API_KEY}',
  'api_key=$API_KEY',
  'secret="{{ vault.secret }}"',
  'password=[REDACTED]',
  'password=********',
  'Authorization: Bearer <Openverse API token>',
  'Authorization: Bearer $API_KEY',
  'access_token=ACCESS_TOKEN',
  'sha256~XXXXXXXXXX_PUT_YOUR_TOKEN_HERE_XXXXXXXXXXXX',
  'AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'xoxb-my-own-bot-token',
  'curl -u username:password https://x.example',
])('a placeholder stays: %s', (text) => {
  expect(shown(text)).toBe(text)
})
