import type { Someone } from './cultures.ts'

const spaced = /\p{sc=Latin}|\p{sc=Cyrillic}|\p{sc=Greek}/u
const lookalikes: Readonly<Record<string, string>> = {
  a: 'а',
  e: 'е',
  o: 'ο',
  c: 'с',
  p: 'р',
  i: 'і',
  x: 'х',
  H: 'Н',
  K: 'Κ',
}

/** How somebody who is known may be written: whole, turned, in parts, shortened, in another case or in other letters. */
export function formsOf({ name, email, phone }: Someone): readonly string[] {
  const words = name.split(' ')
  const [first, last] = [words[0]!, words.at(-1)!]
  const whole = [
    name,
    words.toReversed().join(' '),
    `${last}, ${words.slice(0, -1).join(' ')}`,
    ...(isShort(name) ? [] : [name.replaceAll(' ', '')]),
    name.replaceAll(' ', '_'),
    name.replaceAll(' ', '\n'),
    ...(spaced.test(first) && words.length > 1 && tells(last)
      ? [
          `${first[0]}. ${last}`,
          `${last} ${first[0]}.`,
          `${first[0]}${last}`.toLowerCase(),
          `${last}_${first[0]}`,
        ]
      : []),
  ]
  const parts = words.filter(tells).flatMap((word) => [word, `${word}'s`])
  const mail = email ? [email, email.split('@')[0]!] : []
  return [
    ...new Set([...whole, ...parts, ...mail].flatMap(cases)),
    ...(phone ? phonesOf(phone) : []),
  ]
}

function isShort(name: string): boolean {
  return name.split(' ').every((word) => word.length < 4) && spaced.test(name)
}

/** Words that may stand alone: long enough, and no words of every day. */
export function tells(word: string): boolean {
  const letters = word.normalize('NFC').replace(/[^\p{L}]/gu, '')
  const least = /^[\p{sc=Han}\p{sc=Hangul}]/u.test(word) ? 2 : spaced.test(word) ? 4 : 3
  return letters.length >= least && !/^(?:Grace|Mark|Park)$/i.test(word)
}

function cases(form: string): readonly string[] {
  return [
    form,
    form.toUpperCase(),
    form.toLowerCase(),
    form.toLocaleUpperCase('tr'),
    form.normalize('NFD'),
    form.normalize('NFD').replace(/\p{M}/gu, ''),
    Array.from(form, (char) => lookalikes[char] ?? char).join(''),
    Array.from(form).join('\u200b'),
  ]
}

function phonesOf(phone: string): readonly string[] {
  const digits = phone.replace(/\D/g, '')
  const national = phone.replace(/^\+(?:1|7|\d\d) /, '0').replace(/\D/g, '')
  return [
    phone,
    digits,
    phone.replace(/[ ()-]+/g, '.'),
    digits.replace(/(\d{3})(?=\d{4})/g, '$1-'),
    ...(phone.startsWith('+')
      ? [`00${digits}`, national, `(${national.slice(0, 4)}) ${national.slice(4)}`]
      : []),
  ]
}

/** Where a form may stand; `@` is its place. */
export const contexts = [
  'login failed for @ after 3 tries',
  '@',
  'by=@;',
  '(@)',
  '/v1/people/@/orders',
  '{"who":"@"}',
  '"@" was refused,',
  '<@>',
  'Nobody of us\n@\ncan log in',
  '«@»',
] as const
