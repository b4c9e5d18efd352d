import { describe, expect, test } from 'vitest'

import { american } from '../../../src/redaction/classes/national/americas.ts'
import { asian } from '../../../src/redaction/classes/national/asia.ts'
import { european } from '../../../src/redaction/classes/national/europe.ts'
import { isHidden, look } from './support/marked.ts'
import { makers } from './support/numbers.ts'
import { seeded } from './support/random.ts'

const each = 60

/** The same number with another last digit, or another last letter. */
function spoiled(value: string): string {
  const last = value.at(-1)!
  const other = /\d/.test(last) ? String((Number(last) + 5) % 10) : last === 'Q' ? 'O' : 'Q'
  return value.slice(0, -1) + other
}

describe('G1 national numbers', () => {
  test('cover at least 25 countries by check digits', () => {
    const countries = makers.map(({ name }) => name.slice(0, 2))
    expect(new Set(countries).size).toBeGreaterThanOrEqual(40)
    const kinds = [...european, ...american, ...asian].filter((kind) => kind.check)
    expect(new Set(kinds.map(({ name }) => name)).size).toBeGreaterThanOrEqual(60)
  })

  test.each(makers)('$name by the words near it and by its key', ({ name, label, make }) => {
    const random = seeded(name.length * 7919 + name.charCodeAt(0))
    const key = label.replaceAll(' ', '_')
    for (let i = 0; i < each; i++) {
      const value = make(random)
      const compact = value.replace(/[^0-9A-Z]/g, '')
      const told = [
        `My ${label} is ${value}.`,
        `${label}: ${value}`,
        `${label.toUpperCase()} ${value} was refused`,
      ]
      const keyed = [
        `${key}=${value} status=ok`,
        `{"${key}":"${value}"}`,
        `{"${key}": "${compact}"}`,
      ]
      expect(told.filter((text) => !isHidden(text, value, 'text'))).toEqual([])
      expect(keyed.slice(0, 2).filter((text) => !isHidden(text, value, 'log'))).toEqual([])
      expect(isHidden(keyed[2]!, compact, 'log') || name === 'fi-hetu' ? '' : keyed[2]).toBe('')
    }
  })

  test.each(makers.filter(({ plain }) => plain))(
    '$name by its printed form alone, and not with a wrong check digit',
    ({ name, make }) => {
      const random = seeded(name.length * 104_729 + name.charCodeAt(3))
      for (let i = 0; i < each; i++) {
        const value = make(random)
        expect(look(`row «${value}», next`, 'log')).toMatchObject({ missed: [], extra: [] })
        if (name === 'us-ssn') continue
        expect(look(`row ${spoiled(value)}, next`, 'log')).toMatchObject({ extra: [] })
      }
    },
  )

  test('a bare number in a log is the id of a row, whatever its check digit', () => {
    const random = seeded(11)
    const bare = makers
      .flatMap(({ make }) => Array.from({ length: 20 }, () => make(random).replace(/\D/g, '')))
      .filter((digits) => /^(?!00)\d{8,15}$/.test(digits))
    expect(bare.length).toBeGreaterThan(500)
    const found = bare.flatMap((digits) => look(`row ${digits} took 12 ms`, 'log').extra)
    expect(found.filter((hit) => !hit.startsWith('card '))).toEqual([])
  })
})

describe('G1 papers without a check digit', () => {
  test.each([
    "My driver's license number is «A56319335»",
    'driving licence «MORGA657054SM9IJ» attached',
    'passport no. «C01X00T47»',
    'Reisepass: «C01X00T47»',
    'pasaporte «PAA123456» vencido',
    'my passport number is «548712369», thanks',
    '護照 «312345678»',
    'permis de conduire : «12AB34567»',
    'carta d identità «CA12345AA»',
    'residence permit «RP1234567»',
    'last 9 of passport «987654321» please',
  ])('%s', (text) => {
    expect(look(text, 'text')).toMatchObject({ missed: [] })
  })

  test.each([
    'passport_number=«C01X00T47» ok',
    '{"driversLicense":"«A56319335»"}',
    'national_id=«548712369»',
    'user tax_id: «548712369»',
    'msg="my number is «812345678901»" t=1',
    'My Number：«812345678901»',
    'id card no «12345678» expired',
    'Civil ID: «290010112343»',
    'mbi=«1EG4-TE5-MK73»',
    'Ghana Card «GHA-725431098-4»',
    'passport «548712369» scanned',
    'инн=«500100732259»',
    '{"身份证":"«110101199003078515»"}',
  ])('%s in logs', (text) => {
    expect(look(text, 'log')).toMatchObject({ missed: [], extra: [] })
  })

  test.each([
    'passport 0.6.0 installed',
    'passport strategy local failed 12 times',
    'license=MIT id=12345678901',
    'tax id missing in 3 rows',
    'run 12345678 pan 12 sin 0.5 ein 1 tin 2 rut 3',
    'national holiday 20261123',
    'order 12345678901 number 1234567890',
    'took 081109-2038 081109/2038 12-3456789-0',
    'Package_for_KB2928120~31bf3856ad364e35~amd64~~6.1.1.2',
  ])('%s stays in logs', (text) => {
    expect(look(text, 'log')).toMatchObject({ extra: [] })
  })
})
