import type { Canary } from '../canaries.ts'

/** What to look for in the readings of a text: each bare part plain, without separators, in base64 and hexadecimal. */
export function needlesOf({ bare }: Canary): ReadonlySet<string> {
  const all = new Set<string>()
  for (const part of bare) {
    for (const plain of [part, part.toUpperCase(), part.toLowerCase()]) all.add(plain)
    const compact = part.replaceAll(/[\s().+/-]/g, '')
    if (isNumber(part) && compact.length > 11) all.add(compact)
    for (const bytes of [Buffer.from(part), Buffer.from(part, 'utf16le')]) {
      for (const digits of base64Of(bytes)) all.add(digits)
      all.add(bytes.toString('hex'))
    }
  }
  return all
}

/** Figures and what people put between them; an address of a machine is none. */
function isNumber(part: string): boolean {
  return /^(?:[A-Z]{2})?[\d\s()+/-]+$/.test(part)
}

/** The base64 digits that do not depend on what stands before or behind, for each of the three places to start. */
function base64Of(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes])
    const start = Math.ceil((shift * 8) / 6)
    const end = Math.floor((shifted.length * 8) / 6)
    const standard = shifted.toString('base64').slice(start, end)
    return [standard, standard.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
