import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'

import { expect, onTestFinished, test } from 'vitest'

import { type Config, loadConfig } from '../../src/config.ts'

const variable = 'BATON_NOTIFY_SECRET'
const bytes = Buffer.alloc(32, 5)
const secret = `whsec_${bytes.toString('base64')}`

function load(yaml: string, env: Record<string, string> = {}): Config {
  const cwd = mkdtempSync(join(tmpdir(), 'baton-config-'))
  onTestFinished(() => rmSync(cwd, { recursive: true }))
  writeFileSync(join(cwd, 'baton.yaml'), yaml)
  writeFileSync(join(cwd, 'secret'), `${secret}\n`)
  return loadConfig({ env: { HOME: '/h', ...env }, cwd })
}

const webhookOf = (env: Record<string, string>, more = '') => {
  const [target] = load(`notify: [{webhook: https://hooks.example.com/b${more}}]`, env).notify
  if (target?.kind !== 'webhook') throw new Error('no webhook')
  return target
}

const refusalOf = (yaml: string): string => {
  try {
    load(yaml)
  } catch (cause) {
    return (cause as Error).message
  }
  return 'nothing was refused'
}

test('nobody is told unless it is said how', () => {
  expect(load('').notify).toEqual([])
})

test('folders and CA files start at the file, a tilde at home', () => {
  const { root, notify } = load(
    'notify: [{desktop: ~/Desktop/b}, {desktop: d}, {webhook: https://h.example/, caFile: ca.pem}]',
  )
  expect(notify).toMatchObject([
    { kind: 'desktop', folder: '/h/Desktop/b' },
    { kind: 'desktop', folder: join(root, 'd') },
    { kind: 'webhook', caFile: join(root, 'ca.pem') },
  ])
})

test.each([
  ['the variable', { [variable]: secret }, ''],
  ['a variable of its own', { OTHER: secret }, ', secretEnv: OTHER'],
  ['a file', { [`${variable}_FILE`]: 'secret' }, ''],
  ['without the prefix', { [variable]: bytes.toString('base64') }, ''],
  ['without padding', { [variable]: secret.replace(/=+$/, '') }, ''],
])('the secret comes from %s', (_, env, more) => {
  const { key, fault } = webhookOf(env, more)
  expect(fault).toBeNull()
  expect(Buffer.from(key())).toEqual(bytes)
})

test.each([
  [{}, `${variable} is not set.`],
  [{ [variable]: '' }, `${variable} is not set.`],
  [{ [variable]: '${NOT_FILLED_IN}' }, `${variable} is not set.`],
  [{ [`${variable}_FILE`]: 'absent' }, `the file that ${variable}_FILE names cannot be read.`],
  [{ [variable]: 'hunter2' }, `${variable} is no secret of 24 to 64 bytes in base64.`],
  [{ [variable]: 'whsec_AAAA' }, `${variable} is no secret of 24 to 64 bytes in base64.`],
  [
    { [variable]: `whsec_${Buffer.alloc(65).toString('base64')}` },
    `${variable} is no secret of 24 to 64 bytes in base64.`,
  ],
])('%j stops this way, not the start', (env, fault) => {
  const target = webhookOf(env)
  expect(target.fault).toBe(fault)
  expect(target.key()).toHaveLength(0)
})

test('no dump of the configuration shows the secret', () => {
  const config = load('notify: [{webhook: https://h.example/}]', { [variable]: secret })
  const dump = `${inspect(config, { depth: 9, showHidden: true })}${JSON.stringify(config)}`
  expect(dump).not.toContain(secret.slice(6, 20))
  expect(dump).not.toContain(bytes.toString('hex').slice(0, 16))
})

test.each([
  'http://hooks.example.com/',
  'http://127.0.0.1.example.com/',
  'http://localhost.example.com/',
  'http://10.0.0.1/',
  'https://user:pass@hooks.example.com/',
  'https://hooks.example.com/#x',
  'ftp://hooks.example.com/',
  'file:///etc/passwd',
  'hooks.example.com',
])('%s is no address', (url) => {
  expect(refusalOf(`notify: [{webhook: "${url}"}]`)).toBe(
    'The configuration is not valid: notify.0.webhook: custom.',
  )
})

test.each([
  'http://127.0.0.1:8080/',
  'http://localhost/',
  'http://[::1]:1/',
  'https://h.example/x',
])('%s is one', (url) => {
  expect(load(`notify: [{webhook: "${url}"}]`).notify).toMatchObject([{ kind: 'webhook', url }])
})

test.each([
  'notify: [{webhook: https://h.example/, secret: whsec_AAAA}]',
  'notify: [{webhook: https://h.example/, desktop: d}]',
  'notify: [{command: notify-send}]',
])('%s is refused', (yaml) => {
  expect(refusalOf(yaml)).toMatch(/^The configuration is not valid: /)
  expect(refusalOf(yaml)).not.toContain('AAAA')
})

test('the proxy is what the environment says', () => {
  expect(load('', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'a,b' }).proxy).toEqual({
    url: 'http://p:1',
    except: 'a,b',
  })
  expect(load('', { https_proxy: 'http://q:1' }).proxy).toEqual({ url: 'http://q:1', except: '' })
  expect(load('').proxy).toEqual({ url: null, except: '' })
})
