import { expect, test } from 'vitest'

import type { Profile } from '../../src/domain/redacted.ts'
import { detect } from '../../src/redaction/engine.ts'

/** The text with brackets around what would be hidden. */
function marked(text: string, profile: Profile = 'log'): string {
  let out = ''
  let from = 0
  for (const hit of detect(text, profile, () => [])) {
    out += `${text.slice(from, hit.start)}⟦${text.slice(hit.start, hit.end)}⟧`
    from = hit.end
  }
  return out + text.slice(from)
}

function bare(text: string): string {
  return text.replace(/[⟦⟧]/g, '')
}

const mixed = ['Kq8sJf92', 'LmZx81aQ', '7wErTy45'].join('')
const pair = Buffer.from('bob:hunter2x').toString('base64')

test.each([
  'mysql -u root --password ⟦hunter2x⟧ -h db',
  'mysql -uroot -p⟦hunter2x⟧ db',
  'docker login -u bob -p ⟦hunter2x⟧ registry.example',
  "sshpass -p '⟦hunter2x⟧' ssh host",
  'redis-cli -h cache -a ⟦hunter2x⟧ ping',
  'ldapsearch -x -D cn=admin -w ⟦hunter2x⟧ -b dc=x',
  'keytool -list -storepass ⟦hunter2x⟧ -alias a',
  'PGPASSWORD=⟦hunter2x⟧ psql -h db',
  'tool --token ⟦abcdef0123456789⟧ --verbose',
  'tool --client-secret=⟦abcdef0123456789⟧',
  'curl -u⟦bob:hunter2x⟧ https://x.example',
  'smbclient //h/share -U ⟦bob%hunter2x⟧',
  'sqlcmd -S db -U sa -P ⟦hunter2x⟧ -Q 1',
  'kubectl create secret generic x --from-literal=password=⟦hunter2x⟧',
])('G1 in a command: %s', (text) => {
  expect(marked(bare(text)).replace('⟦bob⟧', 'bob')).toBe(text)
})

test.each([
  'the password is ⟦hunter2x⟧',
  'my password is: ⟦hunter2x⟧, try it',
  'Password - ⟦hunter2x⟧',
  'Password for bob: ⟦hunter2x⟧',
  'set the password to ⟦hunter2x⟧.',
  'API Key is ⟦abcdef0123456789⟧',
  'api key: ⟦abcdef0123456789⟧',
  'secret access key: ⟦abcdef0123456789abcdef⟧',
  'token for the gateway is “⟦hunter2 and more⟧”',
  'machine api.example.com login bob password ⟦hunter2x⟧',
  'machine api.example.com\n  login bob\n  password ⟦hunter2x⟧\n',
  'username admin password 7 ⟦0822455D0A16⟧',
  'PIN is ⟦4821⟧',
])('G1 in words: %s', (text) => {
  expect(marked(bare(text), 'text').replace(/⟦(bob|admin)⟧/, '$1')).toBe(text)
})

test.each([
  `$vaultToken .= "⟦${mixed}⟧"`,
  `password += '⟦hunter2x⟧'`,
  `PASSWORD ?= ⟦hunter2x⟧`,
  `var gatewayToken string = "⟦${mixed}⟧"`,
  `<gatewayToken>\n    ⟦${mixed}⟧\n</gatewayToken>`,
  `{"app.ini": "GATE_TOKEN=⟦${mixed}⟧\\nBACKUP_ENABLED=true"}`,
  'const password = process.env.DB_PASSWORD ?? "⟦hunter2x⟧"',
  'process.env.DB_PASSWORD || "⟦hunter2x⟧"',
  'db_password: !unsafe "⟦hunter2x⟧"',
  'DriverManager.getConnection(url, "app", "⟦hunter2x⟧")',
  'new NetworkCredential("app", "⟦hunter2x⟧")',
  "mysql {\n  password '⟦hunter2x⟧'\n}",
  'set -x API_TOKEN ⟦hunter2x⟧',
  'aws configure set aws_secret_access_key ⟦hunter2x⟧',
  'echo "⟦hunter2x⟧" | docker login --password-stdin',
  '| password | ⟦hunter2x⟧ |',
  'url: ${DB_PASSWORD:⟦hunter2x⟧}',
  'env:\n  - name: DB_PASSWORD\n    value: ⟦hunter2x⟧\n  - name: PORT\n    value: "8080"',
  '{"name":"DB_PASSWORD","value":"⟦hunter2x⟧"},{"name":"PORT","value":"8080"}',
  '{"value":"⟦hunter2x⟧","name":"API_TOKEN"}',
  '[{\\"name\\":\\"DB_PASSWORD\\",\\"value\\":\\"⟦hunter2x⟧\\"}]',
  '{"key":"password","type":"text","value":"⟦hunter2x⟧"}',
  'name = "DB_PASSWORD"\nvalue = "⟦hunter2x⟧"',
])('G1 given in a program or a file of settings: %s', (text) => {
  expect(marked(bare(text))).toBe(text)
})

test.each([
  'ENV API_KEY ⟦abcdef0123456789abc⟧',
  'setx API_KEY ⟦abcdef0123456789abc⟧',
  'ConvertTo-SecureString "⟦hunter2x!⟧" -AsPlainText',
  "CREATE USER app WITH PASSWORD '⟦hunter2x⟧';",
  'ALTER USER app IDENTIFIED BY "⟦hunter2x⟧";',
  'requirepass ⟦hunter2x⟧',
  'args: ["--password", "⟦hunter2x⟧"]',
  'creds are bob / ⟦hunter2x⟧',
  '::add-mask::⟦hunter2x⟧',
  'db.example:5432:orders:app:⟦hunter2x⟧',
  `GET /reset-password/⟦${mixed}⟧ HTTP/1.1`,
  'Token ⟦abcdef0123456789abcdef0123456789abcdef01⟧ rejected',
  '{Authorization=[⟦Kq8sJf92LmZx81⟧], Host=[x]}',
])('G1 in statements, links and lists: %s', (text) => {
  expect(marked(bare(text), 'text').replace('⟦bob⟧', 'bob')).toBe(text)
})

test.each([
  'Passwort: ⟦hunter2x⟧',
  'Das Passwort lautet ⟦hunter2x⟧.',
  'mot de passe : ⟦hunter2x⟧',
  'la contraseña es ⟦hunter2x⟧',
  'senha: ⟦hunter2x⟧',
  'hasło: ⟦hunter2x⟧',
  'пароль: ⟦hunter2x⟧',
  '密码是⟦hunter2x⟧',
  'パスワードは「⟦hunter2x⟧」です',
  '비밀번호: ⟦hunter2x⟧',
  'كلمة المرور: ⟦hunter2x⟧',
  'su código de verificación es ⟦482913⟧',
  '验证码：⟦482913⟧',
])('G1 in other languages: %s', (text) => {
  expect(marked(bare(text))).toBe(text)
})

test('G1 a plain word at the end of a sentence is a password in text, a state is none', () => {
  expect(marked('my password is summer.', 'text')).toBe('my password is ⟦summer⟧.')
  expect(marked('my password is expired.', 'text')).toBe('my password is expired.')
  expect(marked('my password is visible.', 'text')).toBe('my password is visible.')
})

test.each([
  'Your verification code is ⟦482913⟧.',
  'your code is ⟦4821⟧',
  '⟦482913⟧ is your verification code',
  'G-⟦482913⟧ is your Google verification code',
  'Use ⟦482913⟧ to sign in',
  'OTP: ⟦482913⟧',
  'Your one-time password is ⟦482-913⟧',
  'security code: ⟦A7XK92⟧',
  '{"otp":"⟦482913⟧","mfa_code":⟦482913⟧}',
])('G1 a one-time code: %s', (text) => {
  expect(marked(bare(text))).toBe(text)
})

test.each([
  '<password>⟦hunter2x⟧</password>',
  '<ns:apiKey type="string">⟦abcdef0123456789⟧</ns:apiKey>',
  '<add key="Password" value="⟦hunter2xyz⟧" />',
  '<property name="spring.datasource.password" value="⟦hunter2xyz⟧"/>',
  '<property name="password"><![CDATA[⟦hunter2xyz⟧]]></property>',
  'config.setPassword("⟦hunter2x⟧")',
  'properties.put("password", "⟦hunter2x⟧");',
  "define('DB_PASSWORD', '⟦hunter2x⟧');",
  'os.environ["DB_PASSWORD"] = "⟦hunter2x⟧"',
  'var apiKey string = "⟦abcdef0123456789⟧"',
  'password: str = "⟦hunter2x⟧"',
  'const char *password = "⟦hunter2x⟧";',
  'variable "db_password" {\n  type = string\n  default = "⟦hunter2x⟧"\n}',
  "'password' => '⟦hunter2x⟧',",
  'password = "⟦one\ntwo⟧"',
  'password: |\n  ⟦one\n  two⟧\nlevel: x',
  'password: ‘⟦hunter2x⟧’',
  'password1=⟦hunter2x⟧&password2=⟦hunter2y⟧',
  `AUTH_BLOB=⟦${mixed}⟧`,
  `"token_v2": "⟦${mixed}⟧"`,
  `session=⟦${mixed}⟧; theme=dark`,
  `connect.sid=⟦s%3A${mixed}⟧`,
])('G1 in code and settings: %s', (text) => {
  expect(marked(bare(text))).toBe(text)
})

test.each([
  'Server=db;Database=x;User ID=app;Password=⟦S3cret!⟧;Encrypt=True;',
  'Driver={ODBC 17};Server=db;PWD=⟦{hunt;er2x}⟧;',
  'jdbc:oracle:thin:⟦scott/tiger9x⟧@db:1521/orcl',
  'amqp://⟦app:hunter2x⟧@mq:5672/%2f',
  'mongodb+srv://⟦app:hunter2x⟧@cluster0.example.net/db',
  'redis://⟦:hunter2x⟧@cache:6379/0',
  'postgresql+psycopg2://⟦app:hunter2x⟧@db/orders',
  `DefaultEndpointsProtocol=https;AccountKey=⟦${mixed}${mixed}==⟧;EndpointSuffix=core.windows.net`,
  `Endpoint=sb://ns.example.net/;SharedAccessKeyName=Root;SharedAccessKey=⟦${mixed}⟧`,
  'https://acct.example.net/c?sv=2021&sig=⟦abc%2Fdef%3D⟧&se=2026',
  'https://app.example/cb?code=⟦SplxlOBeZQQYbYS6WxSbIA⟧&state=xyz',
  'GET /x?first_name=⟦Bob⟧&last_name=⟦Smith⟧&page=2',
  `//registry.example/:_authToken=⟦${mixed}⟧`,
  `{"auths":{"https://index.example/v1/":{"auth":"⟦${pair}⟧"}}}`,
  'BUNDLE_GEMS__EXAMPLE__COM: ⟦cafebabe:deadbeef⟧',
  'Authorization: Digest ⟦username="Mufasa", nonce="dcd98b71", response="6629fae4"⟧',
  'Authorization: Bearer ⟦abcdef0123456789 and what follows⟧',
])('G1 in connection strings, URLs and headers: %s', (text) => {
  expect(marked(bare(text))).toBe(text)
})

test('G1 the values of a Kubernetes secret go, its names and what is no secret stay', () => {
  const yaml =
    'kind: Secret\nmetadata:\n  name: x\ndata:\n  user: ⟦Ym9i⟧\n  conf: ⟦c2VjcmV0⟧\ntype: Opaque'
  expect(marked(bare(yaml))).toBe(yaml)
  const json = '{"kind":"Secret","data":{"a":"⟦aHVudGVyMg==⟧","b":"⟦Ym9iYm9i⟧"},"type":"Opaque"}'
  expect(marked(bare(json))).toBe(json)
  for (const other of [
    'kind: ConfigMap\ndata:\n  a: Ym9i',
    'kind: SecretStore\ndata:\n  a: Ym9i',
  ]) {
    expect(marked(other)).toBe(other)
  }
})

test.each([
  [
    'PuTTY-User-Key-File-2: ssh-rsa',
    'Comment: x',
    'Private-Lines: 1',
    mixed,
    'Private-MAC: 1a2b3c4d',
  ],
  ['---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----', mixed, '---- END SSH2 ENCRYPTED PRIVATE KEY ----'],
  ['-----BEGIN PGP PRIVATE KEY BLOCK-----', '', mixed, '-----END PGP PRIVATE KEY BLOCK-----'],
  ['-----BEGIN OPENSSH PRIVATE KEY-----', mixed, '-----END OPENSSH PRIVATE KEY-----'],
])('G1 a key file goes as one: %s', (...lines) => {
  for (const end of ['\n', '\\n', '\r\n']) {
    expect(marked(`a ${lines.join(end)}`)).toBe(`a ⟦${lines.join(end)}⟧`)
  }
})

const json = (value: object, space = 0): string =>
  Buffer.from(JSON.stringify(value, null, space)).toString('base64url')
const signature = Buffer.from('a signature of some length').toString('base64url')

test.each([
  [json({ alg: 'HS256' }), json({ sub: '1' }), signature],
  [json({ alg: 'HS256', typ: 'JWT' }, 2), json({ sub: '1' }, 2), signature],
  [json({ alg: 'RS256', b64: false }), '', signature],
  [
    json({ alg: 'HS256', zip: 'DEF' }),
    Buffer.from('no JSON at all').toString('base64url'),
    signature,
  ],
  [json({ alg: 'RSA-OAEP', enc: 'A256GCM' }), mixed, mixed, signature, mixed],
  [json({ alg: 'none' }), json({ sub: '1' }), ''],
])('G1 a token of any header: %s', (...parts) => {
  const token = parts.join('.')
  expect(marked(`at ${token} end`)).toBe(`at ⟦${token}⟧ end`)
  const wrapped = Buffer.from(token).toString('base64').replace(/=+$/, '')
  expect(marked(`at ${wrapped} end`)).toBe(`at ⟦${wrapped}⟧ end`)
})

test('G1 sealed tokens and hashes of passwords go', () => {
  const body = `${mixed}${mixed}${mixed}`
  const hash = `$2b$12$KIXQ1z5d7l3n9a8b7c6d5u${mixed}${mixed.slice(0, 7)}`
  const saml = Buffer.from(`<samlp:Response xmlns:samlp="urn:x" ID="${mixed}">${body}`).toString(
    'base64',
  )
  for (const value of [`v2.local.${body}`, `v4.public.${body}`, hash, `$6$salt$${body}`, saml]) {
    expect(marked(`x ${value} y`)).toBe(`x ⟦${value}⟧ y`)
  }
})

test('G1: a password that begins like a filler hides with the mailbox behind it', () => {
  expect(marked('https://a:4111111111111111maria@acme.com')).toBe(
    'https://⟦a:4111111111111111maria⟧@acme.com',
  )
})

test.each(['4111111111111111maria', 'hunterAAAAAAAAAAAAAA7', 'k9Q000000000000zz'])(
  'G1: %s is a password although one sign of it comes again and again',
  (value) => {
    expect(marked(`password=${value}`)).toBe(`password=⟦${value}⟧`)
  },
)
