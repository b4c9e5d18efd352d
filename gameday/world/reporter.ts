import { phone } from '../service/customers.ts'
import { hex, pick, type Random } from '../random.ts'

/** Who wrote the ticket. All of it is canaries. */
export interface Reporter {
  readonly name: string
  readonly email: string
  readonly phone: string
}

export function reporter(random: Random): Reporter {
  const first = pick(random, ['Ottoline', 'Leocadia', 'Marwick', 'Thaddeus'])
  const last = `${pick(random, ['Fenn', 'Gril', 'Krov', 'Nyst'])}${pick(random, ['alder', 'outh', 'emeyer'])}`
  const local = `${first}.${last}.${hex(random, 5)}`.toLowerCase()
  return {
    name: `${first} ${last}`,
    email: `${local}@northgate-bakery.example`,
    phone: phone(random),
  }
}
