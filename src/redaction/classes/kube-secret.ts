import { everywhere, matchAt, type Span, type TextClass } from './class.ts'
import { isSecretValue } from './secret-value.ts'
import { blockAt } from './yaml-block.ts'

const kind =
  /\bkind\\{0,3}["']?[ \t]{0,4}:[ \t]{0,4}\\{0,3}["']?[Ss]ecret\\{0,3}["']?(?=[\s,}]|\\|$)/g
const data =
  /(?:^|[\s,{"'\\n])(?:data|stringData)\\{0,3}["']?[ \t]{0,4}:[ \t]{0,4}(?:\{|\r?\n|\\n)/g
const name =
  /(?:[ \t]{0,64}#[^\n]{0,256}\n){0,8}[\s,]{0,64}(?:\\n)?[ \t]{0,32}\\{0,3}["']?([\w.-]{1,253})\\{0,3}["']?[ \t]{0,4}:[ \t]{0,4}/y
const value = /(?:\\{0,3}"([^"\n\\]{0,65536})\\{0,3}"|'([^'\n]{0,65536})'|([^\s"',}{\\]{0,65536}))/y
const reach = 4_096
const longestIndent = 400
const mostMembers = 256

/** The values of a Secret of Kubernetes, in YAML and in JSON, in base64 or plain. */
export const kubeSecret: TextClass = {
  name: 'secret',
  profiles: everywhere,
  *scan(text): Iterable<Span> {
    if (!text.includes('ecret')) return
    const kinds = [...text.matchAll(kind)].map((match) => match.index)
    let done = 0
    for (const [place, at] of kinds.entries()) {
      const from = Math.max(done, at - reach, kinds[place - 1] ?? 0)
      const to = Math.min(at + reach, kinds[place + 1] ?? text.length)
      const begin = text.slice(from, at).lastIndexOf('\n---') + 1
      for (const match of text.slice(from + begin, to).matchAll(data)) {
        const start = from + begin + match.index + match[0].length
        if (start <= done) continue
        done = yield* members(text, start)
      }
    }
  },
}

/** Ends with the place that it has come to. */
function* members(text: string, from: number): Generator<Span, number> {
  const outer = indentAt(text, from - 2)
  let at = from
  for (let count = 0; count < mostMembers; count++) {
    const key = matchAt(name, text, at)
    if (!key) return at
    const indent = indentAt(text, at + key[0].indexOf(key[1]!))
    if (outer !== undefined && indent !== undefined && indent <= outer) return at
    at += key[0].length
    const block = blockAt(text, at)
    if (block) yield block
    const found = matchAt(value, text, at)!
    const given = found[1] ?? found[2] ?? found[3]!
    const start = at + found[0].indexOf(given)
    if (!block && isSecretValue(given, true)) yield { start, end: start + given.length }
    at = block?.end ?? at + found[0].length
  }
  return at
}

/** How far the line of that place is indented; undefined for a place in JSON. */
function indentAt(text: string, at: number): number | undefined {
  const before = text.slice(Math.max(0, at - longestIndent), at)
  const from = at - before.length + before.lastIndexOf('\n') + 1
  const line = text.slice(from, from + 200)
  return /^[ \t]*["'{[]/.test(line) ? undefined : /^[ \t]*/.exec(line)![0].length
}
