import { expect, test } from 'vitest'

import type { Profile } from '../../src/domain/redacted.ts'
import { detect } from '../../src/redaction/engine.ts'

const secrets =
  /secret|token|vendor|azure|pem|jwt|hash|saml|paseto|one-time|credentials|basic|bearer|authorization|cookie|encoded/

function secretsIn(text: string, profile: Profile): readonly string[] {
  return detect(text, profile, () => [])
    .filter((hit) => secrets.test(hit.class))
    .map((hit) => text.slice(hit.start, hit.end))
}

const digest = 'da39a3ee5e6b4b0d3255bfef95601890afd80709'
const uuid = '3f2b8c1e-8f6e-4b5a-9b1d-2f3e4d5c6b7a'

test.each([
  `commit ${digest}`,
  `image: app@sha256:${digest}${digest.slice(0, 24)}`,
  `trace_id=${digest.slice(0, 32)} span_id=${digest.slice(0, 16)}`,
  `request_id: ${uuid}`,
  `report_access_id: ${uuid}`,
  `credentialsId: '${uuid}'`,
  `idempotency_key=${uuid}`,
  `cache_key=user:42:profile`,
  'partition_key: orders-2026-01-01',
  'etag: "5d41402abc4b2a76b9719d911017c592"',
  'integrity sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==',
  'GET /verify/order-confirmation-page-2026 HTTP/1.1',
  'b_some_very_long_name_of_a_variable_in_a_program',
  'live_streaming_of_the_whole_conference_programme',
  'public_key = "9Cnzj4p4WGeKLs1Pt8Q"',
  'apiVersion: apps/v1',
  'API_VERSION=rc0.13.0_20230412_0712-SNAPSHOT',
  'credential_id: H1pGjhhTSDzFjvrnMaMDpKmM',
  'credentials_url: gate.example/login-1',
  'withCredentials=dA8NdLwI9V5PAt5AJWkX9aKX',
  'monkey = "D0nyj9SW3UuAq4F2rWKhcWhs"',
  'csrf-token=Tk9qPnHZqv0sCk1y7s3YtQb8Wm2Lr5Xe4Uo6Ai9D==',
  '<meta name="csrf-token" content="Tk9qPnHZqv0sCk1y7s3YtQb8Wm2Lr5Xe4Uo6Ai9D==">',
  'X-CSRF-Token: Tk9qPnHZqv0sCk1y7s3YtQb8Wm2Lr5Xe4Uo6Ai9D',
  '<input type="hidden" name="authenticity_token" value="Tk9qPnHZqv0sCk1y7s3YtQb8Wm2Lr5Xe4Uo6Ai9D==" />',
  'Sec-WebSocket-Key: Tk9qPnHZqv0sCk1y7s3YtQ==',
])('an identifier or digest stays: %s', (text) => {
  for (const profile of ['log', 'text'] as const) expect(secretsIn(text, profile)).toEqual([])
})

test.each([
  'token expired',
  'password: incorrect',
  'password is incorrect',
  'the password was reset',
  'password reset requested for two users',
  'Your password will expire in 3 days',
  'Please reset your password at https://x.example/reset',
  'secret rotation done',
  'Secret not found: prod/db/password',
  'secrets manager returned 403',
  'The access key is rotated every 90 days',
  'api key is missing',
  'token is a 32-byte value',
  'The token is valid until 2026-01-01T00:00:00Z',
  'invalid token: unexpected end',
  'SyntaxError: Unexpected token: identifier',
  'parse error near token: )',
  'PASS: test_login',
  'pass: 12, fail: 3',
  'class PasswordResetController',
  'Failed password for root from here port 22 ssh2',
  'exit code is 137',
  'status code is 500',
  'error code: 10053',
  'your order code is ABC123DEF',
  'the code is 4821 lines long',
  'promo code: SAVE20NOW',
  'use 8080 to access the page',
  'Das Passwort ist abgelaufen',
  'le mot de passe est incorrect',
  'la contraseña ha cambiado',
  'пароль неверный',
  'login to the portal/dashboard',
  'bearer authentication failed',
  'basic settings were changed',
])('prose stays: %s', (text) => {
  for (const profile of ['log', 'text'] as const) expect(secretsIn(text, profile)).toEqual([])
})

test.each([
  'secretName: my-app-tls',
  'secret: prod-db-credentials',
  'secretKeyRef: {name: app, key: password}',
  'secret_name: prod/db/password',
  'token_type: bearer',
  'token_endpoint=https://x.example/oauth/token',
  'max_tokens=4096 prompt_tokens: 512 total_tokens=1024',
  'password_min_length=12',
  'passwordPolicy: strong',
  'credentials: include',
  "credentials: 'same-origin'",
  'password?: string | undefined',
  'readonly token: string;',
  'PWD=/home/app OLDPWD=/tmp',
  'password = var.db_password',
  'password = random_password.db.result',
  'password = data.vault_generic_secret.db.data["password"]',
  'const token = createToken(user, 30)',
  'const password = await prompt("?")',
  'password: process.env.DB_PASSWORD,',
  'password: ${{ secrets.DB_PASSWORD }}',
  'spring.datasource.password: ${DB_PASS}',
  'password: "{{ .Values.db.password }}"',
  '<password>${db.password}</password>',
  '<add key="Password" value="%SqlPassword%" />',
  'config.setPassword("${DB_PASSWORD}")',
  'os.getenv("DB_PASSWORD")',
  '--password-stdin --token-file /run/token --secret-name app',
  'docker run -p 8080:80 nginx; mkdir -p /a/b; ssh -p 2222 host',
  'https://user:password@host.example/x',
  'https://${USER}:${PASSWORD}@host.example/x',
  'git clone ssh://git@host.example/o/r',
  'token = /var/run/secrets/app/token',
  'VAULT_TOKEN=/opt/vault/token',
  'password: "/Users/app/Application Support/pass.txt"',
  "api_token: '$1'",
  'api_token = "$api_token"',
  'API_TOKEN ?= "{0}"',
  'password=%-s',
  '{"app.ini": "API_TOKEN=${API_TOKEN}\\nBACKUP_ENABLED=true"}',
  '{"app.ini": "API_TOKEN=null\\nBACKUP_ENABLED=true"}',
  'if (token == tokens.EndOfFile || key != keys.LeftArrow)',
  'password = getpass.getpass("Password: ")',
  'credentials: service_account.Credentials.from_file(path)',
  "privateKey: fs.readFileSync('server.key')",
  'PASSWORD=$(cat /run/secrets/db)',
  'export TOKEN=$(gh auth token)',
  'TOKEN=`vault read -field=token auth/self`',
  'password=%(DB_PASSWORD)s',
  'cat pass | base64',
  'const token = options.token || "default"',
  'login("app", "please")',
  'echo done | tee log1',
  'the api key v2beta1',
  '- name: API_TOKEN\n  value: $(TOKEN)',
  '- name: API_TOKEN\n  valueFrom:\n    secretKeyRef: {name: app, key: token}',
  '{"name":"show_password","value":"true"},{"name":"PORT","value":"8080"}',
  'this.apiKey=e.apiKey||t.defaultApiKey;',
  'token:e.token,secret:t.secret,key:n',
  "$password = $_POST['password'];",
  '$token = bin2hex(random_bytes(32));',
  'password: params[:user][:password]',
  'string password = string.Empty;',
  'token: Arc<Mutex<Token>>',
  'let token = Token::new(TokenKind::Ident, span);',
  'buildConfigField "String", "API_KEY", "\\"${apiKey}\\""',
  'password: !vault |',
  'CREATE TABLE users (password VARCHAR(255) NOT NULL, token TEXT)',
  'sync_token: 2026-11-23T10:00:00Z',
  'eos_token = "<|endoftext|>"',
  '<UserSecretsId>aspnet-App-3F2B8C1E</UserSecretsId>',
  'RUN --mount=type=secret,id=npm_token npm ci',
  'implementation io.jsonwebtoken:jjwt-api:0.12.3',
  "import { tokenKey, authSecret } from './constants'",
])('a name, a reference or a template stays: %s', (text) => {
  for (const profile of ['log', 'text'] as const) expect(secretsIn(text, profile)).toEqual([])
})

test.each([
  'token = ADD_YOUR_TOKEN_HERE',
  'api_key: <your-api-key>',
  'api_key=my-api-key',
  'api_key: YOUR-API-KEY-HERE',
  'SLACK_TOKEN=xoxb-your-token',
  'OPENAI_API_KEY="sk-<your-key>"',
  'DISCORD_TOKEN=<bot token>',
  "curl -H 'X-Api-Key: <your key>' https://x.example",
  'Authorization: Basic <base64>',
  'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX',
  'password=CHANGE_ME',
  'password=@DB_PASSWORD@',
  'token=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  'export TOKEN=ops_eyJzaWdu...',
  'Authorization: Bearer ${TOKEN}',
  'Authorization: basic {base64(email:password)}',
  '-----BEGIN PRIVATE KEY-----\nanything\n-----END PRIVATE KEY-----',
  'startsWith("-----BEGIN PRIVATE KEY-----")',
])('a placeholder or an example stays: %s', (text) => {
  for (const profile of ['log', 'text'] as const) expect(secretsIn(text, profile)).toEqual([])
})

const digits = '5cb4a5f04cd412fe946667b17f0129ba17aeb2e0'

test("a vendor's digits with a letter among them that its keys cannot hold are an example", () => {
  const [head, tail] = [digits.slice(0, 17), digits.slice(18)]
  expect(secretsIn(`meraki_token = ${head}R${tail}`, 'log')).toEqual([])
  expect(secretsIn(`merakiApiKey: "${head}F${tail}"`, 'log')).toEqual([])
  expect(secretsIn(`DATABRICKS_TOKEN=dapi${head}g${digits.slice(18, 32)}`, 'log')).toEqual([])
})

test.each([
  ['as the vendor writes it', digits],
  ['cut short', digits.slice(0, 36)],
  ['grown longer', `${digits}12ab`],
  ['with something glued to it', `${digits}R21`],
  ['with something before it', `x${digits}`],
  ['in letters of another format', `${digits.slice(0, 20)}Zk4tYpQw8XrTn2Lm7Vbc`],
])('G1 a value behind a key that names a vendor is hidden: %s', (_, value) => {
  expect(secretsIn(`meraki_token = ${value}`, 'log')).toEqual([value])
})

test.each([
  ['PASSWORD=$(echo hunter2x)', '$(echo hunter2x)'],
  ['PASSWORD=`hunter2x and more`', 'hunter2x and more'],
  ['password: <hunter2x>', '<hunter2x>'],
  ['token == abc123def456', 'abc123def456'],
  ['password=hunter2x.(old)', 'hunter2x.(old'],
  ['token=s.AbCdEfGhIjKlMnOpQrStUvWx', 's.AbCdEfGhIjKlMnOpQrStUvWx'],
  ['password=p.4ssw0rd', 'p.4ssw0rd'],
  ['password: "$ecret->x1"', '$ecret->x1'],
])('G1 what only looks like a reference is hidden: %s', (text, value) => {
  expect(secretsIn(text, 'log').join(' ')).toContain(value)
})

test('G1 the same letter within a value that no vendor is named for hides nothing less', () => {
  const value = `${digits.slice(0, 17)}R${digits.slice(18)}`
  expect(secretsIn(`api_token = ${value}`, 'log')).toEqual([value])
})

test('G1 an encoding within an encoding is looked into eight deep, a deeper one is hidden unread', () => {
  let text = 'password=hunter2x&page=2'
  for (let depth = 1; depth <= 10; depth++) {
    text = Buffer.from(text).toString('base64')
    expect(detect(`x ${text} y`, 'log', () => []).length).toBeGreaterThan(0)
  }
  let harmless = 'nothing to see in this text at all'
  for (let depth = 1; depth <= 6; depth++) {
    harmless = Buffer.from(harmless).toString('base64').replace(/=+$/, '')
    expect(detect(`x ${harmless} y`, 'log', () => [])).toEqual([])
  }
})
