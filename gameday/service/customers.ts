import { between, hex, pick, type Random } from '../random.ts'

/** An invented customer. Every value but `id` and `cohort` is a canary that must never leave the server. */
export interface Customer {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly ip: string
  readonly card: string
  /** A JWT that names the customer, as a careless line logs it. */
  readonly session: string
  /** Whether the customer belongs to those whom the scenario's fault hits. */
  readonly cohort: boolean
}

const firstNames = ['Anneliese', 'Bartholomew', 'Chidinma', 'Dagfinnur', 'Eulalia', 'Florentyna']
const surnameHeads = ['Quor', 'Brax', 'Velth', 'Ombrel', 'Zandri', 'Tessig', 'Hallur', 'Wyndam']
const surnameTails = ['vath', 'ingsby', 'ovitz', 'akuma', 'stedt', 'imbault', 'ericho', 'undsen']
const companies = ['northgate-bakery', 'tidewater-cycles', 'ember-optics', 'juniper-freight']

/** Invented people; `share` of them, 0 to 1, belong to the cohort. */
export function customers(random: Random, count: number, share: number): readonly Customer[] {
  return Array.from({ length: count }, (_, index) => customer(random, index, share, count))
}

function customer(random: Random, index: number, share: number, count: number): Customer {
  const first = pick(random, firstNames)
  const surname = `${pick(random, surnameHeads)}${pick(random, surnameTails)}`
  const id = `cus_${hex(random, 10)}`
  const email = `${first}.${surname}.${hex(random, 6)}@${pick(random, companies)}.example`
  const lower = email.toLowerCase()
  return {
    id,
    name: `${first} ${surname}`,
    email: lower,
    phone: phone(random),
    ip: address(random),
    card: card(random),
    session: session(random, lower),
    cohort: index < Math.round(count * share),
  }
}

/** A number of the range that British telephone authorities keep for fiction. */
export function phone(random: Random): string {
  return `+44 7700 900${String(between(random, 100, 999))}`
}

/** An address of the networks that RFC 5737 keeps for documentation. */
export function address(random: Random): string {
  return `${pick(random, ['203.0.113', '198.51.100'])}.${between(random, 2, 254)}`
}

/** Sixteen digits with a card brand's prefix and a right check digit. */
export function card(random: Random): string {
  let digits = '4'
  while (digits.length < 15) digits += String(between(random, 0, 9))
  const sum = Array.from(digits).reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

function session(random: Random, email: string): string {
  const signature = Buffer.from(hex(random, 64), 'hex').toString('base64url')
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ sub: email })}.${signature}`
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
