import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A regular expression of the sources. */
export interface Pattern {
  readonly file: string
  readonly source: string
  readonly flags: string
}

const root = join(import.meta.dirname, '../..')

/** Every literal of the sources of redaction and every expression that they build while they are loaded. */
export function redactionPatterns(): readonly Pattern[] {
  const files = globSync('src/redaction/**/*.ts', { cwd: root }).toSorted()
  const found = files.flatMap((file) => literalsOf(file, readFileSync(join(root, file), 'utf8')))
  const all = new Map([...found, ...builtPatterns(files)].map((item) => [`${item.source}/${item.flags}`, item])) // prettier-ignore
  return [...all.values()]
}

/** Loads the sources in a process of their own in which the constructor is heard. */
function builtPatterns(files: readonly string[]): readonly Pattern[] {
  const script = `
    const heard = []
    globalThis.RegExp = new Proxy(RegExp, {
      construct(target, args) {
        const made = Reflect.construct(target, args)
        heard.push({ file: 'built', source: made.source, flags: made.flags })
        return made
      },
    })
    for (const file of ${JSON.stringify(files)}) await import(${JSON.stringify(`${root}/`)} + file)
    const { findStructured } = await import(${JSON.stringify(`${root}/src/redaction/finder.ts`)})
    for (const profile of ['log', 'text']) findStructured('x', profile)
    process.stdout.write(JSON.stringify(heard))`
  const args = ['--input-type=module', '-e', script]
  return JSON.parse(
    execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e8 }),
  ) as readonly Pattern[]
}

const longest = 400
const beforeLiteral = /(?:^|[(,=:[!&|?{};+<>~^%*-]|\b(?:return|typeof|case|of|in|yield|await))$/

/** The literals of one file, by a scanner that knows comments, strings, templates and character classes. */
export function literalsOf(file: string, code: string): readonly Pattern[] {
  const found: Pattern[] = []
  let before = ''
  for (let i = 0; i < code.length; i++) {
    const char = code[i]!
    if (code.startsWith('//', i)) i = endOf(code, i, '\n') - 1
    else if (code.startsWith('/*', i)) i = endOf(code, i + 2, '*/') + 1
    else if (char === "'" || char === '"') i = quoteEnd(code, i)
    else if (char === '`') before += code.slice(i, (i = quoteEnd(code, i)) + 1)
    else if (char === '/' && beforeLiteral.test(before.trimEnd())) {
      const end = literalEnd(code, i)
      const flags = /^[a-z]*/.exec(code.slice(end + 1))![0]
      found.push({ file, source: code.slice(i + 1, end), flags })
      i = end + flags.length
    }
    before = `${before.slice(-24)}${char === "'" || char === '"' ? 'x' : code[i]!}`
  }
  return found
}

function endOf(code: string, from: number, mark: string): number {
  const at = code.indexOf(mark, from)
  return at === -1 ? code.length : at
}

function quoteEnd(code: string, at: number): number {
  let i = at + 1
  while (i < code.length && code[i] !== code[at]) i += code[i] === '\\' ? 2 : 1
  return i
}

function literalEnd(code: string, at: number): number {
  let inClass = false
  for (let i = at + 1; ; i++) {
    if (code[i] === '\\') i++
    else if (code[i] === '[') inClass = true
    else if (code[i] === ']') inClass = false
    else if (code[i] === '/' && !inClass) return i
  }
}

/** What to repeat so that a pattern begins again and again: its words, and a text of its shape, whole and cut off. */
export function pumps({ source }: Pattern): readonly string[] {
  const words = source
    .replace(/\\[a-zA-Z]|\{\d+,?\d*\}|\[\^?(?:\\.|[^\]])*\]|\(\?<?[:=!]/g, '\u0001')
    .replaceAll('\\', '')
    .split(/[\u0001()|?*+^$.]+/)
    .filter((word) => word.length > 1)
  const shape = shapeOf(source)
  const all = [...words, shape, shape.slice(0, -1), shape.slice(0, shape.length >> 1)]
  return [...new Set(all.map((text) => text.slice(0, longest)))].filter((text) => text !== '')
}

const classes: Readonly<Record<string, string>> = {
  d: '1',
  w: 'a',
  s: ' ',
  n: '\n',
  t: '\t',
  r: '\n',
}
const unit =
  /\(\?<?[=!](?:\\.|\[(?:\\.|[^\]])*\]|[^()[\]])*\)|\(\?:|\(|\)|\||\[\^?(?:\\.|[^\]])*\]|\\(?:[pPu]\{[^}]*\}|u[0-9a-f]{4}|x[0-9a-f]{2}|.)|\{(\d+)(?:,\d*)?\}|[\s\S]/gi

/** A text that the pattern matches, or nearly: each group by its first branch, each repetition as seldom as it may be, but once. */
function shapeOf(source: string): string {
  const open: string[] = ['']
  const skipping: boolean[] = [false]
  let last = ''
  const put = (text: string): void => {
    last = text
    if (skipping.at(-1) !== true) open[open.length - 1] += text
  }
  for (const [token, times] of source.matchAll(unit)) {
    if (/^\(\?<?[=!]/.test(token) || '^$?*+'.includes(token)) continue
    if (token[0] === '(') {
      open.push('')
      skipping.push(skipping.at(-1) === true)
    } else if (token === ')') {
      const group = open.pop()!
      skipping.pop()
      put(group)
    } else if (token === '|') skipping[skipping.length - 1] = true
    else if (times !== undefined) put(last.repeat(Math.max(0, Math.min(Number(times), 64) - 1)))
    else put(charOf(token))
  }
  return open.join('')
}

function charOf(token: string): string {
  if (token[0] === '[') {
    const first = /^\[(\^?)(\\?[\s\S])/.exec(token)!
    if (first[1] === '^') return 'a'
    return first[2]!.length > 1 ? charOf(first[2]!) : first[2]!
  }
  if (token[0] !== '\\') return token === '.' ? 'a' : token
  if (/^\\[pP]/.test(token)) return token.includes('u') ? 'A' : 'a'
  if (/^\\[ux]/.test(token)) return String.fromCodePoint(Number.parseInt(token.slice(2), 16) || 97)
  if (/^\\[1-9bB]/.test(token)) return ''
  return classes[token[1]!] ?? token[1]!
}
