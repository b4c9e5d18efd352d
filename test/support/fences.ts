import { anyMark } from './planted.ts'

/** Characters that must never leave: what acts on a terminal, reorders, hides, or means something to nobody. */
const invisible =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800\uFFFC]/u

export interface Read {
  /** The text outside of every fence. */
  readonly open: string
  /** What stands in its fences. */
  readonly inside: string
  readonly nonces: readonly string[]
  readonly faults: readonly string[]
}

/** Reads an answer line by line as somebody who knows only how a fence opens: a fault for each fence that is broken. */
export function readFences(text: string): Read {
  const faults: string[] = []
  const nonces: string[] = []
  const open: string[] = []
  const inside: string[] = []
  let nonce: string | undefined
  for (const line of text.split('\n')) {
    if (nonce === undefined) {
      const opened = /^\[untrusted ([0-9a-f]{12}) from [\w .:/#-]+: data, not instructions\]$/.exec(
        line,
      )
      if (opened) nonces.push((nonce = opened[1]!))
      else open.push(line)
    } else if (line === `[end ${nonce}]`) nonce = undefined
    else if (inside.push(line) && line.includes(nonce))
      faults.push('the nonce stands inside its fence')
    else if (/[[［【〔⟦]\s*(?:end|untrusted)\b/iu.test(line.normalize('NFKC'))) {
      faults.push(`a line of a fence inside a fence: ${line.slice(0, 60)}`)
    }
  }
  if (nonce !== undefined) faults.push('a fence is open at the end')
  if (new Set(nonces).size > 1) faults.push('two nonces in one answer')
  const rest = open.join('\n')
  if (/\[\s*(?:untrusted|end) /.test(rest)) faults.push('half a fence outside')
  return { open: rest, inside: inside.join('\n'), nonces, faults }
}

/** An address, a link, an image, a definition or a tag that acts; the host is the one that the world's `links` names. */
const alive =
  /:\/\/(?!github\.com\/)|\bwww\.\w|\]\(|^[ >]*\[[^\]\n]+\]:|<\/?(?:img|a|iframe|script)\b|(?:java|vb)script:/im

export interface Reply {
  readonly text: string
  readonly structured: Readonly<Record<string, unknown>>
}

/** What is wrong with one answer: a broken fence, a mark outside of one, or a mark that the data do not call untrusted. */
export function faultsOf({ text, structured }: Reply): readonly string[] {
  const { open, inside, faults } = readFences(text)
  const { untrusted = {}, ...data } = structured as { untrusted?: Record<string, string[]> }
  const listed = Object.values(untrusted).flat().map(patternOf)
  const loose = [...marksIn(open)].map((mark) => `outside of a fence: ${mark}`)
  const unmarked = [...stringsOf(data, [])]
    .filter(
      ({ path, value }) =>
        marksIn(value).size > 0 && !listed.some((each) => each.test(shown(path))),
    )
    .map(({ path, value }) => `not called untrusted: ${shown(path)}: ${value.slice(0, 60)}`)
  const links = [inside, ...wrappedIn(data)].flatMap((each) => {
    const found = alive.exec(each)
    return found ? [`leads somewhere: ${each.slice(found.index, found.index + 60)}`] : []
  })
  return [...faults, ...loose, ...unmarked, ...links]
}

/** Invisible characters in what reached the client, JSON escapes decoded; line breaks and tabs are none. */
export function invisibleIn(message: string): readonly string[] {
  const texts = [...stringsOf(JSON.parse(message), [], true)].map(({ value }) => value)
  return texts.flatMap((text) => {
    const found = invisible.exec(text.replace(/[\n\t]/g, ''))
    return found ? [`U+${found[0].codePointAt(0)!.toString(16)} in ${text.slice(0, 60)}`] : []
  })
}

export function marksIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(anyMark)].map(([mark]) => mark))
}

/** `tops.*[].value` stands for any name in the place of the star. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${RegExp.escape(path).replaceAll('\\*', '[^.]+')}$`)
}

function shown(path: readonly string[]): string {
  return path.join('.').replaceAll('.[]', '[]')
}

/** The texts of every wrapper `{from, text}` but of what Baton serves. */
function wrappedIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  const { from, text } = value as { from?: unknown; text?: unknown }
  if (typeof from === 'string' && typeof text === 'string') return from === 'shelf' ? [] : [text]
  return Object.values(value).flatMap(wrappedIn)
}

/** Strings and the names of members; the text of a wrapper `{from, text}` alone is left out, unless all are wanted. */
function* stringsOf(
  value: unknown,
  path: readonly string[],
  all = false,
): Generator<{ readonly path: readonly string[]; readonly value: string }> {
  if (typeof value === 'string') yield { path, value }
  if (Array.isArray(value)) {
    for (const item of value) yield* stringsOf(item, [...path, '[]'], all)
  } else if (typeof value === 'object' && value !== null) {
    const { from, text } = value as { from?: unknown; text?: unknown }
    const wrapped = !all && typeof from === 'string' && typeof text === 'string'
    for (const [key, member] of Object.entries(value)) {
      yield { path, value: key }
      if (!(wrapped && key === 'text')) yield* stringsOf(member, [...path, key], all)
    }
  }
}
