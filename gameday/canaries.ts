import type { World } from './world.ts'

export interface Canary {
  readonly kind: string
  readonly value: string
}

export interface Sighting {
  readonly kind: string
  /** How the value was dressed when it was found. */
  readonly form: string
}

/** Everything personal or secret of a world: none of it may leave the server in any form. */
export function canariesOf(world: World): readonly Canary[] {
  const from = world.reporter
  const surname = from.name.split(' ').at(-1) ?? from.name
  return [
    { kind: 'reporter name', value: from.name },
    { kind: 'reporter surname', value: surname },
    { kind: 'reporter mail', value: from.email },
    { kind: 'reporter phone', value: from.phone },
    ...world.customers.flatMap((customer) => [
      { kind: 'mail', value: customer.email },
      { kind: 'name', value: customer.name },
      { kind: 'phone', value: customer.phone },
      { kind: 'address', value: customer.ip },
      { kind: 'card', value: customer.card },
      { kind: 'session', value: customer.session.split('.')[2] ?? customer.session },
    ]),
  ]
}

/** A thing said in many dresses: what a scan must look through. */
type Form = readonly [name: string, undress: (text: string) => string]

const forms: readonly Form[] = [
  ['plain', (text) => text],
  ['URL', (text) => text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => byte(code))],
  ['escaped', (text) => text.replace(/\\+u([0-9a-f]{4})/gi, (_, code: string) => byte(code))],
  ['entity', entities],
]

function byte(code: string): string {
  return String.fromCodePoint(Number.parseInt(code, 16))
}

function entities(text: string): string {
  return text
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Number(code) % 0x11_00_00))
    .replace(/&#x([0-9a-f]{1,5});/gi, (_, code: string) => byte(code))
}

/** Finds canaries in bytes that left the server: plain, URL-encoded, escaped, as entities, without separators, in base64 or hexadecimal. */
export function scan(bytes: Uint8Array, canaries: readonly Canary[]): readonly Sighting[] {
  const text = Buffer.from(bytes).toString('utf8')
  const lower = text.toLowerCase()
  const dressed = forms.map(([form, undress]) => ({ form, text: undress(lower) }))
  const digits = lower.replace(/[\s().-]/g, '')
  const found: Sighting[] = []
  for (const { kind, value } of canaries) {
    const form =
      dressed.find((dress) => dress.text.includes(value.toLowerCase()))?.form ??
      encoded(text, lower, value) ??
      bare(digits, value)
    if (form !== undefined) found.push({ kind, form })
  }
  return found
}

/** Numbers alone: without its dots an address would be found in any longer number. */
function bare(digits: string, value: string): string | undefined {
  const number = /^\+?[\d ]{12,}$/.test(value) ? value.replace(/\D/g, '') : undefined
  return number !== undefined && digits.includes(number) ? 'without separators' : undefined
}

function encoded(text: string, lower: string, value: string): string | undefined {
  if (base64Needles(value).some((candidate) => text.includes(candidate))) return 'base64'
  return lower.includes(Buffer.from(value).toString('hex')) ? 'hexadecimal' : undefined
}

/** The value's base64 wherever it may start in a longer text: the digits that do not depend on its neighbours. */
function base64Needles(value: string): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(value)])
    const start = Math.ceil((shift * 8) / 6)
    const end = Math.floor((bytes.length * 8) / 6)
    const standard = bytes.toString('base64').slice(start, end)
    return [standard, standard.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
