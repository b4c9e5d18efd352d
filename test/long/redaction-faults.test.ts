import { expect, test } from 'vitest'

import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'

const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })
const mail = 'maria@acme.com'
const line = `INFO [worker-7] GET /api/v1/orders/81 took 12 ms by ${mail} from 10.1.2.3 with a%20b and ünï `
const tenMegabytes = 10_000_000

/** Encoded twenty times over, which is ever longer. */
function nested(): string {
  let text = mail
  for (let i = 0; i < 20; i++) text = Buffer.from(text + 'x'.repeat(60)).toString('base64')
  return text
}

const inputs: readonly (readonly [string, string])[] = [
  ['a line of ten megabytes', line.repeat(tenMegabytes / line.length)],
  ['ten megabytes of base64', Buffer.from(`${mail} `.repeat(tenMegabytes / 20)).toString('base64')],
  ['lone surrogates', `${'\ud800'.repeat(1_000_000)}${mail}${'\udc00'.repeat(1_000_000)}`],
  ['bytes that are no UTF-8', `${Buffer.alloc(1_000_000, 0xfe).toString('utf8')} ${mail}`],
  ['base64 within base64', nested()],
  ['a percent sign escaped a million times', `${'%25'.repeat(1_000_000)}40 maria%40acme.com`],
  ['JSON a hundred thousand deep', `${'['.repeat(100_000)}"${mail}"${']'.repeat(100_000)}`],
]

test.each(inputs)('G1: %s holds nothing afterwards and breaks nothing', (_, text) => {
  for (const profile of ['log', 'text'] as const) {
    const scope = { incident: null, profile }
    const once = redactor.text(text, scope).value
    expect(once.includes('maria'), profile).toBe(false)
    expect(/[\ud800-\udbff](?![\udc00-\udfff])/.test(once)).toBe(false)
    const { value } = redactor.json({ message: text }, scope)
    expect(JSON.stringify(value).includes('maria'), profile).toBe(false)
  }
})
