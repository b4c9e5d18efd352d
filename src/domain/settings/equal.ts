import { canonicalJson, type Json, parseJson } from '../json.ts'
import { withoutEnvironment } from './host.ts'
import { durationOf, numberOf, sizeOf, switchOf } from './shapes.ts'

/** A value with the environment that it is set in. */
interface Placed {
  readonly value: string
  readonly environment: string
}

const longestJson = 20_000

/**
 * How two values of one setting are the same: `identical`, or what had to be overlooked, in our words; null when they
 * differ. Lists keep their order and letters their case; a version is never read as a number.
 */
export function sameness(name: string, left: Placed, right: Placed): string | null {
  if (left.value === right.value) return 'identical'
  const [a, b] = [bareOf(left.value), bareOf(right.value)]
  if (a === b) return 'white space and quotes'
  const isVersion = /version|release|build|tag|image/i.test(name)
  const ways: readonly (readonly [string, (value: string) => string | number | boolean | null])[] =
    [
      ['words for on and off', switchOf],
      ...(isVersion ? [] : [['how a number is written', numberOf] as const]),
      ['how a duration is written', durationOf],
      ['how a size is written', sizeOf],
      ['order of keys', objectOf],
    ]
  for (const [words, read] of ways) {
    const one = read(a)
    if (one !== null && one === read(b)) return words
  }
  const here = withoutEnvironment(a, left.environment)
  const there = withoutEnvironment(b, right.environment)
  const onlyNamed = here !== null && there !== null && here.text === there.text
  return onlyNamed && (here.named || there.named) ? 'a host that names its environment' : null
}

/** Without white space around it and one pair of quotes. */
export function bareOf(value: string): string {
  const trimmed = value.trim()
  const quoted = trimmed.length >= 2 && /^(["'])[^]*\1$/.test(trimmed)
  return quoted ? trimmed.slice(1, -1) : trimmed
}

/** An object in one order; none where digits would be lost. */
function objectOf(value: string): string | null {
  if (!value.startsWith('{') || value.length > longestJson || /\d{16}/.test(value)) return null
  const object: Json | undefined = parseJson(value)
  return typeof object === 'object' && object !== null ? canonicalJson(object) : null
}
