import { table } from '../figures.ts'
import { coverOf, maskOf } from './cover.ts'
import type { LabelledLog } from './data.ts'
import { percent, share, type Show } from './report.ts'
import { baton } from './subject.ts'

const ipv4 =
  /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)/g
const mac = /(?<![0-9a-f:])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![0-9a-f:])/gi

interface Count {
  found: number
  all: number
}

interface Counts {
  readonly ip: Count
  readonly host: Count
  readonly mac: Count
  readonly user: Count
  readonly other: Count
}

/** SDLog's labels of each word of Loghub's messages, by system, in the strict profile. */
export async function sdlogTable(logs: readonly LabelledLog[], show: Show): Promise<string> {
  const head = ['system', 'IP', 'MAC', 'USER', 'names of hosts in NET', 'other words touched']
  const rows: string[][] = []
  const total = none()
  for (const log of logs) {
    const counts = await countsOf(log, show)
    rows.push(rowOf(log.system, counts))
    for (const key of Object.keys(total) as (keyof Counts)[]) {
      total[key].all += counts[key].all
      total[key].found += counts[key].found
    }
  }
  return table([head, ...rows, rowOf('all', total)])
}

async function countsOf({ system, lines }: LabelledLog, show: Show): Promise<Counts> {
  const counts = none()
  const text = lines.map((words) => words.map(({ word }) => word).join(' ')).join('\n')
  const mask = maskOf(text.length, await baton('log').find(text))
  let at = 0
  for (const words of lines) {
    for (const { word, label } of words) {
      for (const [kind, start, end] of partsOf(word, label)) {
        const cover = coverOf(text, mask, { start: at + start, end: at + end })
        const counted = kind === 'other' ? cover.touched : cover.full
        counts[kind].all++
        if (counted) counts[kind].found++
        if (counted === (kind === 'other')) {
          show(`sdlog:${kind}`, `${system} ${label}`, text, { start: at + start, end: at + end })
        }
      }
      at += word.length + 1
    }
    if (words.length === 0) at++
  }
  return counts
}

/** What of a word must go, or the word itself where it should stay. */
function partsOf(word: string, label: string): readonly [keyof Counts, number, number][] {
  const matches = (pattern: RegExp, kind: keyof Counts): [keyof Counts, number, number][] =>
    [...word.matchAll(pattern)].map(({ 0: text, index }) => [kind, index, index + text.length])
  if (label.endsWith('NET')) {
    const addresses = [...matches(ipv4, 'ip'), ...matches(mac, 'mac')]
    const isName = addresses.length === 0 && /[a-z]/i.test(word)
    return isName ? [['host', 0, word.length]] : addresses
  }
  if (label.endsWith('MAC')) return [['mac', 0, word.length]]
  if (label.endsWith('USER')) return [['user', word.indexOf('=') + 1, word.length]]
  return [['other', 0, word.length]]
}

function none(): Counts {
  const zero = (): Count => ({ found: 0, all: 0 })
  return { ip: zero(), host: zero(), mac: zero(), user: zero(), other: zero() }
}

function rowOf(name: string, { ip, host, mac: macs, user, other }: Counts): string[] {
  const recall = ({ found, all }: Count): string =>
    all === 0 ? '-' : `${share(found / all)} of ${all}`
  return [
    name,
    recall(ip),
    recall(macs),
    recall(user),
    recall(host),
    `${percent(other.found / other.all)} of ${other.all}`,
  ]
}
