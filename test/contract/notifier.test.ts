import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, onTestFinished, test } from 'vitest'

import { desktopFiles } from '../../src/adapters/desktop-file/notices.ts'
import { signedWebhook } from '../../src/adapters/signed-webhook/webhook.ts'
import type { Notifier } from '../../src/ports/notifier.ts'
import { noticeOf } from '../support/notice.ts'
import { openReceiver } from '../support/receiver.ts'

const { signal } = new AbortController()
const clock = { nowMs: () => Date.UTC(2026, 10, 23, 7) }
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const network = { caFile: null, proxy: { url: null, except: '' } }

/** `told` is what the other side holds of one notice, `breaks` makes it refuse. */
interface Row {
  readonly name: string
  make(): Promise<{
    notifier: Pick<Notifier, 'send'>
    told: () => readonly string[]
    breaks: () => void
  }>
}

const rows: readonly Row[] = [
  {
    name: 'signed webhook',
    async make() {
      const receiver = await openReceiver(secret)
      onTestFinished(() => receiver.close())
      const key = Buffer.alloc(32, 7)
      return {
        notifier: signedWebhook({ url: receiver.url, key, network, clock }),
        told: () => receiver.received.filter(({ genuine }) => genuine).map(({ raw }) => raw),
        breaks: () => receiver.answer((response) => response.writeHead(500).end()),
      }
    },
  },
  {
    name: 'desktop files',
    make() {
      const root = mkdtempSync(join(tmpdir(), 'baton-desktop-'))
      onTestFinished(() => rmSync(root, { recursive: true }))
      const folder = join(root, 'notices')
      const names = () =>
        readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
      return Promise.resolve({
        notifier: desktopFiles({ folder }),
        told: names,
        breaks: () => writeFileSync(folder, 'a file where the folder should be'),
      })
    },
  },
]

describe.each(rows)('notifier: $name', (row) => {
  test('hands over what waits, until when, and how to look at it', async () => {
    const { notifier, told } = await row.make()
    expect(await notifier.send(noticeOf(), signal)).toEqual({ delivered: true })
    expect(told()).toHaveLength(1)
    for (const part of ['REQ-1NG7S3G2397R', '2026-11-23T07:15', 'baton show REQ-1NG7S3G2397R']) {
      expect(told()[0]).toContain(part)
    }
  })

  test('what goes wrong there is a receipt in our own words', async () => {
    const { notifier, breaks } = await row.make()
    breaks()
    const receipt = await notifier.send(noticeOf(), signal)
    expect(receipt).toEqual({ delivered: false, reason: expect.any(String), notBefore: null })
    expect(JSON.stringify(receipt)).not.toMatch(/127\.0\.0\.1|tmp|ENOTDIR|EEXIST/)
  })

  test('a signal that is aborted stops it', async () => {
    const { notifier, told } = await row.make()
    await notifier.send(noticeOf(), signal)
    await expect(
      notifier.send(noticeOf({ headline: 'Too late.' }), AbortSignal.abort()),
    ).rejects.toMatchObject({ name: 'AbortError' })
    expect(told().join()).not.toContain('Too late.')
  })
})
