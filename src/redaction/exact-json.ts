/** Where a number stands that may be written in another way; behind a comma in a string it costs time only. */
const unusualNumber = /(?:^|"\s*:|[,[])\s*(?:-?(?:\d+[.eE]|\d{16})|-0)/

/** Numbers that JavaScript would write differently keep their digits; undefined for what is no JSON. */
export function parseExactly(line: string): unknown {
  try {
    if (!unusualNumber.test(line)) return JSON.parse(line)
    const json = JSON as unknown as { readonly rawJSON: (text: string) => unknown }
    const revive = (_: string, value: unknown, context?: { source?: string }): unknown => {
      const source = context?.source
      return typeof value === 'number' && source && source !== String(value)
        ? json.rawJSON(source)
        : value
    }
    return JSON.parse(line, revive)
  } catch {
    return undefined
  }
}

type Members = Readonly<Record<string, unknown>>

/**
 * JSON of what became of a parsed line, its members in the order in which the line has them: JavaScript puts keys such as `"7"`
 * first. Of a key that stands twice the last one counts.
 */
export function writeExactly(line: string, before: unknown, after: unknown): string {
  if (!/"(?:0|[1-9]\d{0,9})"\s*:/.test(line)) return JSON.stringify(after)
  try {
    return readerOf(line)(before, after)
  } catch (error) {
    if (error instanceof RangeError) return JSON.stringify(after)
    throw error
  }
}

function readerOf(line: string): (before: unknown, after: unknown) => string {
  const other = /[^\s{}[\],:"]+/y
  let at = 0
  const peek = (): string => {
    while (/\s/.test(line[at]!)) at++
    return line[at]!
  }
  const next = (): string => {
    const first = peek()
    const from = at
    if (first === '"') at = stringEnd(line, from)
    else if ('{}[],:'.includes(first)) at++
    else {
      other.lastIndex = from
      at = from + other.exec(line)![0].length
    }
    return line.slice(from, at)
  }

  function members(before: Members, after: Members): string {
    const names = renamed(before, after)
    const written = new Map<string, string>()
    while (peek() !== '}') {
      const key = JSON.parse(next()) as string
      next()
      const name = names.get(key)
      const text = value(before[key], name === undefined ? undefined : after[name])
      if (name !== undefined) written.set(name, text)
      if (peek() === ',') next()
    }
    next()
    return `{${[...written].map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`
  }

  function items(before: readonly unknown[], after: readonly unknown[]): string {
    const written: string[] = []
    while (peek() !== ']') {
      written.push(value(before[written.length], after[written.length]))
      if (peek() === ',') next()
    }
    next()
    return `[${written.join(',')}]`
  }

  function value(before: unknown, after: unknown): string {
    const first = next()
    const text = JSON.stringify(after) ?? 'null'
    if (first === '{') {
      const walked = members(isObject(before) ? before : {}, isObject(after) ? after : {})
      return isObject(after) ? walked : text
    }
    if (first === '[') {
      const walked = items(isList(before) ? before : [], isList(after) ? after : [])
      return isList(after) ? walked : text
    }
    return text
  }
  return value
}

/** Behind the closing quotation mark, which no odd number of backslashes precedes. */
function stringEnd(line: string, from: number): number {
  for (let at = line.indexOf('"', from + 1); ; at = line.indexOf('"', at + 1)) {
    let before = at
    while (line[before - 1] === '\\') before--
    if ((at - before) % 2 === 0) return at + 1
  }
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

/** What each key is called afterwards; a key that held something is called by its token now. */
function renamed(before: Members, after: Members): ReadonlyMap<string, string> {
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key))
  const fresh = Object.keys(after).filter((key) => !Object.hasOwn(before, key))
  const names = new Map(Object.keys(before).map((key) => [key, key]))
  for (const key of gone) names.delete(key)
  if (gone.length === fresh.length) gone.forEach((key, i) => names.set(key, fresh[i]!))
  return names
}
