/** A value that must never be seen again, and what it is. */
export interface Canary {
  readonly class: string
  readonly value: string
}

/** `count` distinct values over all structured classes, the same on every run. */
export function makeCanaries(count: number): readonly Canary[] {
  const random = mulberry32(20_261_123)
  const digits = (length: number): string =>
    Array.from({ length }, () => Math.floor(random() * 10)).join('')
  const letters = (length: number, alphabet = 'abcdefghijklmnopqrstuvwxyz'): string =>
    Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('')
  const mixed = (length: number): string =>
    letters(length, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789')
  const octet = (): number => 1 + Math.floor(random() * 253)
  const hex = (length: number): string => letters(length, '0123456789abcdef')
  const json = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

  const kinds: Readonly<Record<string, () => string>> = {
    email: () => `${letters(7)}.${letters(6)}@${letters(8)}.example.com`,
    card: () => withLuhn(`4${digits(14)}`),
    iban: () => withIbanCheck('DE', digits(18)),
    ipv4: () => `203.${octet()}.${octet()}.${octet()}`,
    ipv6: () => `2001:db8:${hex(4)}:${hex(4)}:${hex(4)}:${hex(4)}:${hex(4)}:${hex(4)}`,
    mac: () => Array.from({ length: 6 }, () => hex(2)).join(':'),
    phone: () => `+4420${digits(8)}`,
    jwt: () => `${json({ alg: 'HS256', typ: 'JWT' })}.${json({ sub: mixed(12) })}.${mixed(43)}`,
    github: () => `ghp_${mixed(36)}`,
    aws: () => `AKIA${letters(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`,
    slack: () => `xoxb-${digits(12)}-${digits(12)}-${mixed(24)}`,
    bearer: () => `Bearer ${mixed(40)}`,
    password: () => `password=${mixed(14)}`,
  }
  const names = Object.keys(kinds)
  return Array.from({ length: count }, (_, index) => {
    const name = names[index % names.length] as string
    return { class: name, value: kinds[name]?.() ?? '' }
  })
}

/** The forms in which a value could still be read: plain, URL, base64, hexadecimal and JSON escapes. */
export function formsOf({ value }: Canary): readonly string[] {
  const bare = value.replace(/^(Bearer |password=)/, '')
  return [
    bare,
    encodeURIComponent(bare),
    Buffer.from(bare).toString('base64').replace(/=+$/, ''),
    Buffer.from(bare).toString('base64url'),
    Buffer.from(bare).toString('hex'),
    JSON.stringify(bare).slice(1, -1),
    bare.replaceAll('@', String.raw`\u0040`),
  ]
}

/** Canaries of which any form stands in the text. */
export function survivors(canaries: readonly Canary[], text: string): readonly Canary[] {
  return canaries.filter((canary) => formsOf(canary).some((form) => text.includes(form)))
}

function withLuhn(body: string): string {
  const sum = [...body].toReversed().reduce((total, digit, place) => {
    const doubled = place % 2 === 0 ? Number(digit) * 2 : Number(digit)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return `${body}${(10 - (sum % 10)) % 10}`
}

function withIbanCheck(country: string, account: string): string {
  const numbers = [...`${account}${country}00`]
    .map((c) => (/\d/.test(c) ? c : String(c.charCodeAt(0) - 55)))
    .join('')
  const rest = [...numbers].reduce((value, digit) => (value * 10 + Number(digit)) % 97, 0)
  return `${country}${String(98 - rest).padStart(2, '0')}${account}`
}

/** A small seeded generator, so that a failure can be repeated. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
