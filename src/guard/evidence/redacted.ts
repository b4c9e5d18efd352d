import type { Json, JsonObject } from '../../domain/json.ts'
import type { RawEvidence } from '../../ports/evidence.ts'
import type { RedactionScope, Redactor } from '../../ports/redactor.ts'
import { parseExactly } from '../../redaction/exact-json.ts'

/** The lines of an item, redacted with that incident's tokens; the first `heads` of them are no content. */
export interface RedactedLines {
  readonly lines: readonly string[]
  readonly heads: number
}

/** Files hold what people wrote, so the text profile looks first, and the log profile at what it leaves. */
const ofFiles = ['text', 'log'] as const
const ofRows = ['log'] as const

/** Throws whatever the redactor throws: then nothing is kept. */
export function redactedLines(
  raw: RawEvidence,
  incident: string,
  redactor: Redactor,
): RedactedLines {
  const isText = 'text' in raw
  const profiles = isText ? ofFiles : ofRows
  let text = isText ? raw.text : ''
  for (const profile of profiles) {
    const scope = { incident, profile }
    const looked = isText ? redactedText(text, scope, redactor) : redactedRows(raw, scope, redactor)
    text = redactor.text(looked, scope).value
  }
  return { lines: linesOf(text), heads: isText ? 0 : 1 }
}

function redactedRows(
  { head, rows }: Extract<RawEvidence, { rows: unknown }>,
  scope: RedactionScope,
  redactor: Redactor,
): string {
  const all: readonly JsonObject[] = [head, ...rows]
  const { value } = redactor.json(all, { ...scope, ownKeys: true })
  return value.map((row) => JSON.stringify(row)).join('\n')
}

/** What the redactor looks at as one: text as it is, or what JSON says. */
interface Unit {
  readonly source: string
  readonly value: Json
}

/** Documents keep their layout where nothing was hidden, and every digit of their numbers. */
function redactedText(text: string, scope: RedactionScope, redactor: Redactor): string {
  const units = unitsOf(text)
  const { value } = redactor.json(
    units.map((unit) => unit.value),
    { ...scope, documents: true },
  )
  return units
    .map(({ source, ...unit }, index) => {
      const shown = value[index] as Json
      if (typeof shown === 'string') return shown
      if (Object.is(shown, unit.value)) return source
      return JSON.stringify(shown, null, source.trim().includes('\n') ? 2 : 0)
    })
    .join('\n')
}

/** The whole as one document, or each line that is one, and all that stands in between, because a key in PEM has many lines. */
function unitsOf(text: string): readonly Unit[] {
  const whole = documentIn(text)
  if (whole !== undefined) return [{ source: text, value: whole }]
  const units: Unit[] = []
  let plain: string[] = []
  const flush = (): void => {
    const source = plain.join('\n')
    if (plain.length > 0) units.push({ source, value: source })
    plain = []
  }
  for (const line of linesOf(text)) {
    const value = documentIn(line)
    if (value === undefined) plain.push(line)
    else {
      flush()
      units.push({ source: line, value })
    }
  }
  flush()
  return units
}

function documentIn(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined
  const value = parseExactly(text) as Json | undefined
  return value !== null && typeof value === 'object' ? value : undefined
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}
