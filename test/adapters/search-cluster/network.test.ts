import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createSecure } from 'node:https'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { serverNames, sourceOn } from '../../support/search-cluster/sources.ts'
import { ask, reasons } from './asking.ts'

/** A proxy that notes where it is asked to connect to, and refuses. */
async function proxy(): Promise<{ readonly url: string; readonly asked: readonly string[] }> {
  const asked: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', (chunk) => {
      asked.push(chunk.toString('latin1').split('\r\n')[0]!)
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

test.each(serverNames)('%s is reached through the proxy', async (server) => {
  const { url, asked } = await proxy()
  const { source } = await sourceOn(
    server,
    {},
    { url: 'https://logs.example:9200', network: { caFile: null, proxy: { url, except: '' } } },
  )
  expect(reasons(await ask(source))).toHaveLength(1)
  expect(asked).toEqual(['CONNECT logs.example:9200 HTTP/1.1'])
})

test('a cloud id leads to its host', async () => {
  const { url, asked } = await proxy()
  const cloudId = `logs:${Buffer.from('eu.cloud.example$abc123$kib').toString('base64')}`
  const network = { caFile: null, proxy: { url, except: '' } }
  const { source } = await sourceOn('Elasticsearch 9', {}, { url: undefined, cloudId, network })
  await ask(source)
  expect(asked).toEqual(['CONNECT abc123.eu.cloud.example:443 HTTP/1.1'])
})

const openssl = (() => {
  try {
    execFileSync('openssl', ['version'])
    return true
  } catch {
    return false
  }
})()

test.skipIf(!openssl).each(serverNames)(
  '%s: a certificate of one’s own is trusted by caFile alone',
  async (server) => {
    const folder = mkdtempSync(join(tmpdir(), 'baton-ca-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']
    const named = [
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=x',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
    ]
    execFileSync('openssl', [...made, ...named, '-keyout', key, '-out', cert], { stdio: 'ignore' })
    const secure = createSecure(
      { key: readFileSync(key), cert: readFileSync(cert) },
      (_, response) => response.writeHead(503).end(),
    )
    await new Promise<void>((done) => secure.listen(0, '127.0.0.1', done))
    onTestFinished(() => void secure.close())
    const url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}`
    const reasonWith = async (caFile: string | null) => {
      const network = { caFile, proxy: { url: null, except: '' } }
      const { source } = await sourceOn(server, {}, { url, network })
      return reasons(await ask(source))[0]
    }
    expect(await reasonWith(null)).toMatch(/certificate is not trusted/)
    expect(await reasonWith(join(folder, 'absent.pem'))).toMatch(/cannot be read\. Check caFile/)
    expect(await reasonWith(cert)).toMatch(/not available now/)
    secure.closeAllConnections()
  },
)
