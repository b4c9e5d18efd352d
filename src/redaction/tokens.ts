import { createHmac } from 'node:crypto'

import type { Vault } from '../ports/vault.ts'
import { recallable } from './classes/catalogue.ts'

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

/**
 * Typed tokens `«class:...»`: ten characters of HMAC-SHA-256 under the incident's key, so that equal values look equal
 * in one incident only, and six check characters under the server key, so that a forged one is not believed.
 * Letters and digits alone, since `_` acts in Markdown.
 */
export function createTokens(vault: Vault): Tokens {
  const keys = new Map<string, Uint8Array>()
  const minted = new Map<string, string>()
  const checked = new Map<string, boolean>()
  const unsealed = new Map<string, [token: string, value: string][]>()

  const key = (incident: string): Uint8Array => cached(keys, incident, () => vault.key(incident))
  const checkOf = (name: string, body: string): string =>
    mac(key(''), `check\n${name}\n${body}`, checkLength)

  function make(incident: string, given: string, value: string): string {
    const name = tokenName(given)
    const body = mac(key(incident), `value\n${name}\n${canonical(value)}`, bodyLength)
    const token = `«${name}:${body}${checkOf(name, body)}»`
    if (recallable.has(name)) {
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
    mint: (incident, name, value) =>
      cached(minted, `${incident}\n${name}\n${value}`, () => make(incident, name, value)),
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
  return value.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ')
}

/** Letters and digits of the HMAC; `-` and `_` of base64url become letters. */
function mac(key: Uint8Array, text: string, length: number): string {
  const digest = createHmac('sha256', key).update(text).digest('base64url')
  return digest.slice(0, length).replace(/-/g, 'x').replace(/_/g, 'y')
}

/** Remembers up to `cacheSize` results and then begins anew. */
function cached<V>(cache: Map<string, V>, name: string, make: () => V): V {
  const known = cache.get(name)
  if (known !== undefined) return known
  const value = make()
  if (cache.size >= cacheSize) cache.clear()
  cache.set(name, value)
  return value
}
