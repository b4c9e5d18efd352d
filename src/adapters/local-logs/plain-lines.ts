import {
  type Defaults,
  bounded,
  endpointOf,
  statusOf,
  toEvent,
} from '../../domain/logs/document-event.ts'
import type { Level } from '../../domain/logs/event.ts'
import { levelInText } from '../../domain/logs/levels.ts'
import { type LineReader, within } from './reading.ts'
import { type Shape, readShape } from './shapes.ts'
import type { Place } from './stamp.ts'

const longestLine = 64 * 1024

/** Reads plain lines whose time bears that shape; a line without it belongs to the event before it. */
export function plainLines(shape: Shape, place: Place, entry: Defaults): LineReader {
  return {
    linesStandAlone: false,
    longestLine,
    time: (line) => readShape(line, shape, place)?.at,
    read(line, window) {
      const stamp = readShape(line, shape, place)
      if (stamp?.at === undefined) return 'continuation'
      if (typeof stamp.at !== 'number') return 'undated'
      if (!within(stamp.at, window)) return 'outside'
      const text = line.slice(stamp.end).replace(/^[\s\])|:,-]+/, '')
      const stated = pairs(text)
      const event = toEvent({ ...stated, message: stated['msg'] ?? text }, stamp.at, entry)
      return [
        {
          ...event,
          message: bounded(event.message),
          level: event.level ?? levelInText(text) ?? letter(line),
          status: event.status ?? statusInText(text),
          endpoint: event.endpoint ?? endpointOf(requested.exec(text)?.[1] ?? null),
        },
      ]
    },
  }
}

const pair = /(?:^|[\s,;({])([A-Za-z_][\w.-]{0,30})=("(?:[^"\\]|\\.)*"|[^\s,;)}\]"]+)/g

/** `key=value` pairs; the first of a name wins, since what a stranger could write usually comes last. */
function pairs(text: string): Record<string, string> {
  const found: Record<string, string> = Object.create(null) as Record<string, string>
  if (!text.includes('=')) return found
  for (const [, key = '', value = ''] of text.matchAll(pair)) {
    found[key] ??= value.startsWith('"') ? value.slice(1, -1) : value
  }
  return found
}

const requested = /"?\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/[^\s"]*)/
const answered = /"(?: HTTP\/[\d.]+")? (\d{3})\b|\bstatus(?:[ _]?code)?["']?[:= ]+(\d{3})\b/i

function statusInText(text: string): number | null {
  const found = answered.exec(text)
  return found ? statusOf(found[1] ?? found[2]) : null
}

const letters: Readonly<Record<string, Level>> = { I: 'info', W: 'warn', E: 'error', F: 'fatal' }

/** glog states its level in the first letter of the line. */
function letter(line: string): Level | null {
  return /^[IWEF]\d{4} /.test(line) ? letters[line[0]!]! : null
}
