import type { Vault } from '../ports/vault.ts'
import { recallable } from './classes/catalogue.ts'
import { createMac, type Mac } from './mac.ts'
import { remembering } from './minted.ts'

const bodyLength = 10
const checkLength = 6
const cacheSize = 20_000
const shape = new RegExp(`«([a-z][a-z0-9-]{0,23}):([A-Za-z0-9]{${bodyLength + checkLength}})»`, 'g')
/** Whatever a reader could take for a token. */
const lookalike = /[«≪⟪《]([^«»≪≫⟪⟫《》\n]{1,80}:[^«»≪≫⟪⟫《》\n]{1,80})[»≫⟫》]/g

/** A part of a text: either one genuine token or what stands between two. */
export interface Piece {
  readonly text: string
  readonly genuine: boolean
}

export interface Tokens {
  /** The token for that value, kept in the vault when its class may be asked for again. */
  mint(incident: string, name: string, value: string): string
  /** Splits at genuine tokens of any incident; forged ones lose their quotation marks. */
  split(text: string): readonly Piece[]
  /** Replaces genuine tokens of that incident by their values. */
  resolve(incident: string, text: string): string
  /** Seals in one write what was minted since the last time; what cannot be sealed now is tried again. */
  keep(): void
}

/** What the class says of a value besides. */
export type Hint = (name: string, value: string) => string

/** Ends the name under which what an agent wrote of an incident has its key; its values are not kept. */
export const saidByAgent = '\nargument'

/**
 * Typed tokens `«class:...»`: ten characters of HMAC-SHA-256 under the incident's key, so that equal values look equal
 * in one incident only, and six check characters under the server key, so that a forged one is not believed.
 * Letters and digits alone, since `_` acts in Markdown.
 */
export function createTokens(vault: Vault, hint: Hint = (name) => name): Tokens {
  const macs = new Map<string, Mac>()
  const mint = remembering(make)
  const names = new Map<string, string>()
  const prefixes = new Map<string, Prefixes>()
  const checked = new Map<string, boolean>()
  const unsealed = new Map<string, [token: string, value: string][]>()

  const macFor = (incident: string): Mac => createMac(vault.key(incident))
  const macOf = (incident: string): Mac => cached(macs, incident, macFor)
  const prefixesOf = (name: string): Prefixes => cached(prefixes, name, prefixed)
  const checkOf = (name: string, body: string): string =>
    macOf('')(body, checkLength, prefixesOf(name).check)

  function make(incident: string, given: string, value: string): string {
    const plain = cached(names, given, tokenName)
    const name = hint(plain, value)
    const body = macOf(incident)(canonical(value), bodyLength, prefixesOf(name).value)
    const token = `«${name}:${body}${checkOf(name, body)}»`
    if (recallable.has(plain) && !incident.endsWith(saidByAgent)) {
      const waiting = unsealed.get(incident)
      if (waiting) waiting.push([token, value])
      else unsealed.set(incident, [[token, value]])
    }
    return token
  }

  function believe(name: string, characters: string): boolean {
    const body = characters.slice(0, bodyLength)
    return cached(
      checked,
      `${name}:${characters}`,
      () => checkOf(name, body) === characters.slice(bodyLength),
    )
  }

  function split(text: string): readonly Piece[] {
    if (!/[«≪⟪《]/.test(text)) return [{ text, genuine: false }]
    const pieces: Piece[] = []
    let from = 0
    for (const match of text.matchAll(shape)) {
      if (!believe(match[1]!, match[2]!)) continue
      if (match.index > from) pieces.push(between(text.slice(from, match.index)))
      pieces.push({ text: match[0], genuine: true })
      from = match.index + match[0].length
    }
    if (from < text.length) pieces.push(between(text.slice(from)))
    return pieces
  }

  return {
    mint,
    split,
    resolve: (incident, text) =>
      text.replace(shape, (token, name: string, characters: string) =>
        believe(name, characters)
          ? (vault.open(incident, token) ?? vault.open('', token) ?? token)
          : token,
      ),
    keep() {
      for (const [incident, pairs] of unsealed) {
        vault.sealAll(incident, pairs)
        unsealed.delete(incident)
      }
    },
  }
}

/** What stands before a value, and before the characters that stand for it, when their code is taken. */
interface Prefixes {
  readonly value: string
  readonly check: string
}

function prefixed(name: string): Prefixes {
  return { value: `value\n${name}\n`, check: `check\n${name}\n` }
}

/** Classes of known values are somebody else's words. */
function tokenName(given: string): string {
  const name = given
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
  return name.slice(0, 24) || 'value'
}

function between(text: string): Piece {
  return { text: text.replace(lookalike, '‹$1›'), genuine: false }
}

function canonical(value: string): string {
  if (/^[!-@[-~]*$/.test(value)) return value
  if (/^[!-~]*$/.test(value)) return value.toLowerCase()
  return value.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ')
}

/** Remembers up to `cacheSize` results and then begins anew. */
function cached<V>(cache: Map<string, V>, name: string, make: (name: string) => V): V {
  const known = cache.get(name)
  if (known !== undefined) return known
  const value = make(name)
  if (cache.size >= cacheSize) cache.clear()
  cache.set(name, value)
  return value
}
