import type { Level, LogEvent } from './event.ts'

const names: Readonly<Record<string, Level>> = {
  trace: 'trace',
  verbose: 'trace',
  debug: 'debug',
  fine: 'debug',
  info: 'info',
  information: 'info',
  informational: 'info',
  notice: 'info',
  warn: 'warn',
  warning: 'warn',
  error: 'error',
  err: 'error',
  severe: 'error',
  critical: 'fatal',
  crit: 'fatal',
  fatal: 'fatal',
  alert: 'fatal',
  emerg: 'fatal',
  emergency: 'fatal',
  panic: 'fatal',
}

const ranks: readonly Level[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']

/** Our level for a name, a number of pino or bunyan (10 to 60), or undefined. */
export function levelOf(value: string | number | null): Level | null {
  if (value === null) return null
  const number = typeof value === 'number' ? value : Number(value)
  if (number >= 10 && number <= 60) return ranks[Math.floor(number / 10) - 1] ?? null
  return Object.hasOwn(names, `${value}`.toLowerCase()) ? names[`${value}`.toLowerCase()]! : null
}

/** OpenTelemetry severity numbers 1 to 24, four to each level. */
export function levelOfSeverity(number: number): Level | null {
  return ranks[Math.floor((number - 1) / 4)] ?? null
}

/** 0 for trace to 5 for fatal; an answer of 500 and above counts as an error, anything else unknown as -1. */
export function rankOf(event: Pick<LogEvent, 'level' | 'status'>): number {
  const rank = event.level === null ? -1 : ranks.indexOf(event.level)
  return event.status !== null && event.status >= 500 ? Math.max(rank, 4) : rank
}

export function rankOfName(level: string): number {
  const known = levelOf(level)
  return known === null ? 99 : ranks.indexOf(known)
}

/** Every name of a level that is at least that bad, in lower case. */
export function namesFrom(rank: number): readonly string[] {
  return Object.keys(names).filter((name) => ranks.indexOf(names[name]!) >= rank)
}

export function isError(event: Pick<LogEvent, 'level' | 'status'>): boolean {
  return rankOf(event) >= 4
}

const shouted =
  /\b(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|SEVERE|CRITICAL|CRIT|FATAL|ALERT|EMERG|PANIC)\b/
const bracketed =
  /[[<(|](trace|debug|info|notice|warn|warning|error|err|severe|critical|crit|fatal|alert|emerg|panic)[\]>)|:]/i
const spoken = /^[\W\d]*(?:\S+\s){0,3}?(error|fatal|critical|panic|warning|warn): /i

/** The level that the head of a plain line states; null when it states none. */
export function levelInText(text: string): Level | null {
  const head = text.slice(0, 100)
  const found = shouted.exec(head) ?? bracketed.exec(head) ?? spoken.exec(head)
  return found ? levelOf(found[1]!) : null
}
