import { everywhere, matchAt, type Span, type TextClass } from './class.ts'
import { speaksOfSecret } from './named-key.ts'
import { isRandom } from './placeholder.ts'
import { isSecretKey } from './secret-key.ts'
import { isReference, isSecretValue } from './secret-value.ts'

const tag =
  /<(?:[\w.-]{1,32}:)?([A-Za-z_][\w.-]{1,63})((?:\s{1,16}[\w:.-]{1,64}\s{0,4}=\s{0,4}\\?(?:"[^"<>]{0,1024}"|'[^'<>]{0,1024}')){0,12})\s{0,4}(\/?)>/y
const attribute = /([\w:.-]{1,64})\s{0,4}=\s{0,4}\\?(?:"([^"]{0,1024})"|'([^']{0,1024})')/g
const content = /(?:<!\[CDATA\[)?([^<]{1,4096}?)(?:\]\]>)?(?=<\/)/y
const naming = /^(?:key|name|id|property)$/i

/** The text of `<password>`, and the `value` of an element that an attribute calls so. */
export const xmlSecret: TextClass = {
  name: 'secret',
  profiles: everywhere,
  chars: '<',
  next: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_',
  find(text, at): Span | undefined {
    const match = matchAt(tag, text, at)
    if (!match) return undefined
    const from = at + match[0].length
    if (isSecretKey(match[1]!) && !isHarmless(match[1]!)) return inside(text, from)
    if (speaksOfSecret(match[1]!.toLowerCase())) return randomIn(text, from)
    if (match[2] === '') return undefined
    const start = at + match[0].indexOf(match[2]!)
    let named = false
    for (const [, name, double, single] of match[2]!.matchAll(attribute)) {
      if (naming.test(name!) && isSecretKey((double ?? single ?? '').replace(/^.*[:/]/, '')))
        named = true
    }
    if (!named) return undefined
    for (const found of match[2]!.matchAll(attribute)) {
      const value = found[2] ?? found[3] ?? ''
      if (found[1]!.toLowerCase() !== 'value' || !counts(value)) continue
      const end = start + found.index + found[0].length - 1
      return { start: end - value.length, end }
    }
    return match[3] === '/' ? undefined : inside(text, from)
  },
}

function inside(text: string, at: number): Span | undefined {
  const match = matchAt(content, text, at)
  const value = match?.[1]?.trim() ?? ''
  if (!match || !counts(value)) return undefined
  const start = at + match[0].indexOf(value)
  return { start, end: start + value.length }
}

/** The text of `<adminToken>`, whose name says less. */
function randomIn(text: string, at: number): Span | undefined {
  const found = inside(text, at)
  return found && isRandom(text.slice(found.start, found.end)) ? found : undefined
}

function counts(value: string): boolean {
  return isSecretValue(value, true) && !isReference(value) && !/^(?:#\{|\$\(|\{\{)/.test(value)
}

/** `<UserSecretsId>` and the like name a thing. */
function isHarmless(name: string): boolean {
  return /id$/i.test(name)
}
