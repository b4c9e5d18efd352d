import { describe, expect, test } from 'vitest'

import { look } from './support/marked.ts'

const hidden = [
  'born on «12 May 1985» in X', 'DOB: «03/04/1985»', 'date of birth is «1985-04-03»', 'geboren am «03.04.1985»', 'geb. «3.4.85»', 'né le «3 avril 1985»',
  'née le «03/04/1985»', 'date de naissance : «03/04/1985»', 'fecha de nacimiento: «03/04/1985»', 'nacida el «3 de abril de 1985»', '生年月日: «1985年4月3日»',
  '出生日期 «1985-04-03»', '생년월일 «1985.04.03»', 'дата рождения: «03.04.1985»', 'född «1985-04-03»', 'data di nascita «03/04/1985»', 'nato il «3 aprile 1985»',
  'data de nascimento «03/04/1985»', 'geboortedatum: «3-4-1985»', 'fødselsdato «03.04.1985»', 'data urodzenia: «03.04.1985»', 'doğum tarihi «03.04.1985»',
  'narozena «3. 4. 1985»', 'syntymäaika «3.4.1985»', 'született «1985.04.03»', 'd.o.b. «3/4/85»', '(born «1985»)', '"dateOfBirth":"«1985-04-03»"',
  'birth_date=«1985-04-03»', 'patient_dob=«19850403»', '"birthday": "«April 3, 1985»"',
  'at «52.52000, 13.40500» now', 'geo:«37.786971,-122.399677»', 'GPS: «52.520, 13.405»', '"lat":«52.5200»,"lon":«13.4050»', 'latitude=«52.5200» longitude=«-13.4050»',
  '«+40.20361-075.00417/»', '«-33.8688+151.2093/» x', "«52°31'12.0\"N» «13°24'18\"E»", '«52.5200° N», «13.4050° E»', '(«-33.8688, 151.2093»)',
  'coordinates: [«13.4050,52.5200»]', 'lat: «52.5200», lng: «13.4050»',
] // prettier-ignore

const readable = [
  'released on 12 May 1985, updated 2026-11-23', 'born yesterday; reborn 2026-11-23x', 'birth of a bug 12', 'deployed 2026-11-23 07:00', '25°C and 5 o clock 12o',
  'version 52.5200', 'lat=12.3456 ms', 'values 0.1234, 0.5678', 'progress 12.3456, 78.9012, 3.3333', 'date 03/04/2026', 'date: 2026-11-23', 'ratio 52.520 13.405',
  'nat 1 2 3', 'position 12 of 15', 'load average: 0.123, 0.456, 0.789', '-12.5 +3.25 1.5-2.5',
] // prettier-ignore

describe.each(['log', 'text'] as const)('G1 places and dates of birth in %s', (profile) => {
  test.each(hidden)('%s', (text) => {
    const { missed, extra } = look(text, profile)
    expect(missed).toEqual([])
    if (profile === 'log') expect(extra).toEqual([])
  })

  test.each(readable)('%s stays', (text) => {
    const { extra } = look(text, profile)
    expect(extra.filter((hit) => /^(?:geo|birth-date) /.test(hit))).toEqual([])
  })
})

test('in logs a pair of measures is no place', () => {
  expect(look('latency 12.345, 3.456', 'log')).toMatchObject({ extra: [] })
})
