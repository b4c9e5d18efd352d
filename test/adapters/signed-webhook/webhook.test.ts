import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, type Socket, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { instantMs } from '../../../src/domain/time.ts'
import { retryAfterMs } from '../../../src/adapters/network/retry-after.ts'
import { signedHeaders } from '../../../src/adapters/signed-webhook/sign.ts'
import { signedWebhook } from '../../../src/adapters/signed-webhook/webhook.ts'
import { noticeOf } from '../../support/notice.ts'
import { openReceiver } from '../../support/receiver.ts'

const { signal } = new AbortController()
const startMs = Date.UTC(2026, 10, 23, 7)
const clock = { nowMs: () => startMs }
const key = Buffer.alloc(32, 7)
const secret = `whsec_${key.toString('base64')}`
const direct = { caFile: null, proxy: { url: null, except: '' } }

async function receiver() {
  const opened = await openReceiver(secret)
  onTestFinished(() => opened.close())
  return opened
}

test('the signature is that of the example of Standard Webhooks', () => {
  const bytes = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
  const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek'
  expect(signedHeaders(bytes, id, 1_614_265_330_999, '{"test": 2432232314}')).toEqual({
    'webhook-id': id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

test('a receiver with the secret believes it, one with another does not', async () => {
  const { url, received } = await receiver()
  await signedWebhook({ url, key, network: direct, clock }).send(noticeOf(), signal)
  const stranger = Buffer.alloc(32, 8)
  await signedWebhook({ url, key: stranger, network: direct, clock }).send(noticeOf(), signal)
  expect(received.map(({ genuine, atMs, id }) => ({ genuine, atMs, id }))).toEqual([
    { genuine: true, atMs: startMs, id: 'msg_0123456789abcdef' },
    { genuine: false, atMs: startMs, id: 'msg_0123456789abcdef' },
  ])
  expect(received[0]?.body).toMatchInlineSnapshot(`
    {
      "data": {
        "about": "REQ-1NG7S3G2397R",
        "card": {
          "digest": "8197c150",
          "request": "REQ-1NG7S3G2397R",
        },
        "command": "baton show REQ-1NG7S3G2397R",
        "headline": "A production request waits for your decision.",
        "incident": "INC-1NG7S3G6M0RE",
        "round": "first",
        "severity": "SEV1",
        "state": "waits",
        "until": "2026-11-23T07:15:00.000Z",
      },
      "text": "A production request waits for your decision. Look at it with: baton show REQ-1NG7S3G2397R",
      "timestamp": "2026-11-23T07:00:00.000Z",
      "type": "baton.waiting",
    }
  `)
})

test('what no longer waits says so', async () => {
  const { url, received } = await receiver()
  const settled = noticeOf({ round: 'outcome', state: 'granted', headline: 'It was granted.' })
  await signedWebhook({ url, key, network: direct, clock }).send(settled, signal)
  expect(received[0]?.body).toMatchObject({ type: 'baton.settled', text: 'It was granted.' })
})

test.each([
  [
    301,
    { location: 'https://elsewhere.example/' },
    'It answered with a redirection, which is not followed.',
    null,
  ],
  [429, { 'retry-after': '90' }, 'It answered with status 429.', '2026-11-23T07:01:30.000Z'],
  [
    503,
    { 'retry-after': 'Mon, 23 Nov 2026 07:02:00 GMT' },
    'It answered with status 503.',
    '2026-11-23T07:02:00.000Z',
  ],
  [500, { 'retry-after': '90' }, 'It answered with status 500.', null],
  [410, {}, 'It answered with status 410.', null],
] as const)('status %i is no delivery', async (status, headers, reason, notBefore) => {
  const { url, received, answer } = await receiver()
  answer((response) => response.writeHead(status, headers).end())
  const receipt = await signedWebhook({ url, key, network: direct, clock }).send(noticeOf(), signal)
  expect(receipt).toEqual({ delivered: false, reason, notBefore })
  expect(received).toHaveLength(1)
})

test('an answer without end is not read', async () => {
  const { url, answer } = await receiver()
  let sent = 0
  const closed = Promise.withResolvers<void>()
  answer((response) => {
    response.writeHead(200)
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65_536))) sent += 1
    }
    response.on('drain', more).on('close', () => closed.resolve())
    more()
  })
  const receipt = await signedWebhook({ url, key, network: direct, clock }).send(noticeOf(), signal)
  expect(receipt).toEqual({ delivered: true })
  await closed.promise
  expect(sent).toBeLessThan(1_000)
})

test('a receiver that never answers is left when the signal says so', async () => {
  const hanging = await receiver()
  hanging.answer(() => undefined)
  const stop = new AbortController()
  const { url } = hanging
  const sending = signedWebhook({ url, key, network: direct, clock }).send(noticeOf(), stop.signal)
  await hanging.next()
  stop.abort()
  await expect(sending).rejects.toMatchObject({ name: 'AbortError' })
})

test('nobody there', async () => {
  const { url, close } = await receiver()
  await close()
  const receipt = await signedWebhook({ url, key, network: direct, clock }).send(noticeOf(), signal)
  expect(receipt).toEqual({ delivered: false, reason: 'It cannot be reached.', notBefore: null })
})

test.each([
  ['90', '2026-11-23T07:01:30.000Z'],
  ['999999', '2026-11-23T08:00:00.000Z'],
  ['Mon, 23 Nov 2026 07:02:00 GMT', '2026-11-23T07:02:00.000Z'],
  ['Mon, 23 Nov 2026 06:59:00 GMT', null],
  ['Mon, 23 Foo 2026 07:02:00 GMT', null],
  ['0', null],
  ['-5', null],
  ['soon', null],
  [undefined, null],
])('Retry-After %j', (header, notBefore) => {
  expect(retryAfterMs(header, startMs)).toBe(notBefore === null ? null : instantMs(notBefore))
})

/** A certificate for 127.0.0.1 that signed itself, and its key, made now. */
function certificate(): { readonly certFile: string; readonly cert: string; readonly key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'baton-ca-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const files = ['-keyout', keyFile, '-out', certFile]
  execFileSync('openssl', ['req', '-x509', ...curve, ...files, '-days', '2', ...subject], {
    stdio: 'ignore',
  })
  return { certFile, cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
}

async function secureReceiver(cert: string, privateKey: string) {
  const bodies: string[] = []
  const server = createSecureServer({ cert, key: privateKey }, (request, response) => {
    request.on('data', (chunk: Buffer) => bodies.push(chunk.toString('utf8')))
    request.on('end', () => response.writeHead(200).end('ok'))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/baton`, bodies }
}

/** A forward proxy that opens tunnels and remembers to where. */
async function tunnelProxy() {
  const tunnels: string[] = []
  const sockets = new Set<Socket>()
  const proxy = createServer()
  proxy.on('connect', (request, client: Socket) => {
    tunnels.push(request.url ?? '')
    const [host = '', port = ''] = (request.url ?? '').split(':')
    const target = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      target.pipe(client).pipe(target)
    })
    for (const socket of [client, target]) sockets.add(socket.on('error', () => undefined))
  })
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    proxy.close()
  })
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, tunnels }
}

const openssl = spawnSync('openssl', ['version']).error === undefined

test.skipIf(!openssl)(
  'https needs a certificate that the CA file or the system trusts',
  async () => {
    const { certFile, cert, key: privateKey } = certificate()
    const { url, bodies } = await secureReceiver(cert, privateKey)
    const send = (caFile: string | null) =>
      signedWebhook({ url, key, network: { ...direct, caFile }, clock }).send(noticeOf(), signal)
    const refused = { delivered: false, notBefore: null }
    expect(await send(null)).toEqual({ ...refused, reason: 'Its certificate is not trusted.' })
    expect(bodies).toEqual([])
    expect(await send(certFile)).toEqual({ delivered: true })
    expect(bodies).toHaveLength(1)
    const reason = 'The file of trusted certificates cannot be read.'
    expect(await send(`${certFile}.absent`)).toEqual({ ...refused, reason })
  },
)

test.skipIf(!openssl)('https goes through the proxy, but not to where NO_PROXY says', async () => {
  const { certFile, cert, key: privateKey } = certificate()
  const { url, bodies } = await secureReceiver(cert, privateKey)
  const { url: proxyUrl, tunnels } = await tunnelProxy()
  const send = (except: string) => {
    const network = { caFile: certFile, proxy: { url: proxyUrl, except } }
    return signedWebhook({ url, key, network, clock }).send(noticeOf(), signal)
  }
  expect(await send('')).toEqual({ delivered: true })
  expect(tunnels).toEqual([new URL(url).host])
  expect(await send('127.0.0.1')).toEqual({ delivered: true })
  expect(tunnels).toHaveLength(1)
  expect(bodies).toHaveLength(2)
})

test('plain http stays on this machine whatever the proxy', async () => {
  const { url, received } = await receiver()
  const { url: proxyUrl, tunnels } = await tunnelProxy()
  const network = { caFile: null, proxy: { url: proxyUrl, except: '' } }
  await signedWebhook({ url, key, network, clock }).send(noticeOf(), signal)
  expect(received).toHaveLength(1)
  expect(tunnels).toEqual([])
})
