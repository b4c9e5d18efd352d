import { assigned } from './assignment.ts'
import { everywhere, type Span, type TextClass } from './class.ts'
import { speaksOfSecret } from './named-key.ts'
import { isRandom } from './placeholder.ts'
import { isSecretKey } from './secret-key.ts'
import { isSecretValue } from './secret-value.ts'

const types = 'str|string|text|bytes|byte|char|secretstr|optional|any|varchar|object|const'
const typeWord = new RegExp(`^(?:${types})$`)
const declared = new RegExp(
  `([A-Za-z_][\\w-]{1,48})(?:\\s{0,2}:\\s{0,2}|\\s{1,4})&?(?:static |\\*|\\[\\])*(?:${types})(?:\\[[\\w.| ]{0,24}\\]|\\?|\\*)?\\s{0,4}$`,
  'i',
)
const subscript = /\[\s{0,2}["'`]([A-Za-z_][\w.-]{1,63})["'`]\s{0,2}\]\s{0,4}$/

/** What is given to a variable behind its type, and to a member in brackets: `password: str = "..."`, `env["TOKEN"] = "..."`. */
export const declaredSecret: TextClass = {
  name: 'secret',
  profiles: everywhere,
  ownsKey: (key) => typeWord.test(key),
  find: (text, at) => given(text, at, declared),
}

const variable = /variable\s{1,4}"([\w-]{1,64})"\s{0,4}\{[^{}]{0,256}$/

/** The default of a variable of Terraform that holds a secret. */
export const terraformDefault: TextClass = {
  name: 'secret',
  profiles: everywhere,
  ownsKey: (key) => key === 'default',
  find: (text, at) => given(text, at, variable, 360),
}

/** Of `env["TOKEN"] = "..."`. */
export const memberSecret: TextClass = {
  name: 'secret',
  profiles: everywhere,
  chars: '=',
  find(text, at): Span | undefined {
    const last = text[at - 1] === ' ' ? text[at - 2] : text[at - 1]
    return last === ']' ? given(text, at, subscript) : undefined
  },
}

const nameFirst =
  /(?:^|[\s{,[(-])\\{0,3}["']?(?:name|key|variable)\\{0,3}["']?\s{0,4}[:=]\s{0,4}\\{0,3}["']?([A-Za-z_][\w.-]{1,63})\\{0,3}["']?(?:,|\\n|\s){1,40}(?:\\{0,3}["']?[a-z]{2,24}\\{0,3}["']?\s?[:=]\s?\\{0,3}["']?[\w-]{1,24}\\{0,3}["']?[,\s]{1,20})?\\{0,3}["']?value\\{0,3}["']?\s{0,4}$/i
const nameBehind =
  /^\\{0,3}["']?(?:,|\\n|\s){1,40}\\{0,3}["']?(?:name|key|variable)\\{0,3}["']?\s{0,4}[:=]\s{0,4}\\{0,3}["']?([A-Za-z_][\w.-]{1,63})/i
const farthestName = 200

/** The value beside the name of what it is: `- name: DB_PASSWORD` and `value: ...` in the next line, and the same in JSON. */
export const namedValue: TextClass = {
  name: 'secret',
  profiles: everywhere,
  ownsKey: (key) => key === 'value',
  find(text, at): Span | undefined {
    const found = assigned(text, at)
    if (!found) return undefined
    const name =
      nameFirst.exec(text.slice(Math.max(0, at - farthestName), at)) ??
      nameBehind.exec(text.slice(found.end, found.end + farthestName))
    if (!name || !isSecretKey(name[1]!)) return undefined
    return isSecretValue(text.slice(found.start, found.end), true) ? found : undefined
  },
}

function given(text: string, at: number, shape: RegExp, reach = 120): Span | undefined {
  const name =
    text[at] === '=' ? shape.exec(text.slice(Math.max(0, at - reach), at))?.[1] : undefined
  if (name === undefined) return undefined
  const isPlain = isSecretKey(name)
  if (!isPlain && !speaksOfSecret(name.toLowerCase())) return undefined
  const found = assigned(text, at)
  if (!found?.quoted) return undefined
  const value = text.slice(found.start, found.end)
  return isSecretValue(value, true) && (isPlain || isRandom(value)) ? found : undefined
}
