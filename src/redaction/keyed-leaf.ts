import { codesOf } from './codes.ts'
import { dispatchOf } from './dispatch.ts'
import { firstHit, type Hit } from './finder.ts'

const longestValue = 256
const mostNames = 5_000
/** Names that say nothing of their own: what stands above them counts. */
const generic = /^(?:value|number|text|content)$/i
const typed = /^(?:string|int|double)Value$/
const owned = new Map<string, boolean>()

/** What a member of a document holds by the word of its name alone, as the same `"name": "value"` in a text would. */
export function keyedHit(path: readonly string[], value: string): Hit | undefined {
  if (value.length > longestValue || /["\\\n«]/.test(value)) return undefined
  const names = typed.test(path.at(-1) ?? '') ? path.slice(0, -1) : path
  const last = names.at(-1) ?? ''
  const hit = hitUnder(last, value)
  if (hit !== undefined || !generic.test(last)) return hit
  return hitUnder((names.at(-2) ?? '').replace(/s$/, ''), value)
}

function hitUnder(name: string, value: string): Hit | undefined {
  if (owned.get(name) === false) return undefined
  const text = `"${name}":"${value}"`
  const at = name.length + 2
  const owners = dispatchOf('log').owners(text, codesOf(text), at)
  if (owned.size >= mostNames) owned.clear()
  owned.set(name, owners.length > 0)
  const hit = firstHit(owners, text, at, 'log')
  const offset = at + 2
  if (hit === undefined || hit.start < offset || hit.end > offset + value.length) return undefined
  return { ...hit, start: hit.start - offset, end: hit.end - offset }
}
