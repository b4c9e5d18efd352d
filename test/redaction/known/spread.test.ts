import { describe, expect, test } from 'vitest'

import { createMemoryVault } from '../../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../../src/redaction/redactor.ts'

const token = /«[a-z0-9-]+:\w{16}»/g

/** The text as it leaves when that name is known, tokens as `#`. */
function shown(
  name: string,
  text: string,
  kind = 'person',
  readable: readonly string[] = [],
): string {
  const redactor = createRedactor({
    vault: createMemoryVault(),
    readable: ['Maria Ito', ...readable],
    terms: ['auth', 'Kestrel Gateway'],
  })
  redactor.learn('INC-1', [{ class: kind, value: name }])
  return redactor.text(text, { incident: 'INC-1', profile: 'log' }).value.replace(token, '#')
}

describe('G1: a known name is found', () => {
  test.each([
    ['Gudrun Feldmann', 'Feldmanns Konto, Gudruns Handy', '# Konto, # Handy'],
    ['Jolanta Kowalczyk', 'konto Jolanty Kowalczyka', 'konto # #'],
    ['Václav Nováček', 'od Václava Nováčka pro Nováčkovi', 'od # # pro #'],
    ['Kateřina Dvořáková', 'u Kateřiny Dvořákové', 'u # #'],
    ['Екатерина Воробьёва', 'для Екатерины Воробьёвой', 'для # #'],
    ['Дмитрий Лебединский', 'у Дмитрия Лебединского', 'у # #'],
    ['Aino Virtanen', 'Virtasen tili', '# tili'],
    ['Νίκος Παπαδόπουλος', 'του Παπαδόπουλου', 'του #'],
    ['Şebnem Yılmaztürk', "Yılmaztürk'ün ve Şebnemin", "#'ün ve #"],
    ['Vytautas Petrauskas', 'Vytauto Petrausko', '# #'],
    ['Kovács Ágnes', 'Kovácsnak, Ágnesnek', '#, #'],
  ])('%s inflected', (name, text, wanted) => {
    expect(shown(name, text)).toBe(wanted)
  })

  test.each([
    ['Jürgen Müller', 'juergen.mueller jurgen muller', '# #'],
    ['Juergen Mueller', 'Jürgen Müller', '#'],
    ['Søren Østergaard', 'soeren oestergaard', '#'],
    ['Дмитрий Лебединский', 'Dmitry Lebedinsky, lebedinskiy', '#, #'],
    ['Юлия Щербакова', 'Yulia Shcherbakova', '#'],
    ['Νίκος Παπαδόπουλος', 'nikos papadopoulos', '#'],
    ['Hans Weiß', 'HANS WEISS', '#'],
    ['أحمد المنصوري', 'من احمد المنصورى', 'من # المنصورى'],
  ])('%s in the letters of another keyboard', (name, text, wanted) => {
    expect(shown(name, text)).toBe(wanted)
  })

  test.each([
    ['Li Na', 'from Li Na and Na, Li', 'from # and #'],
    ['Bo Ek', 'Bo Ek, Mr Ek, Herr Bo', '#, Mr #, Herr #'],
    ['Eva Kim', 'Dear Eva, eva and kim stay, Eva Kim goes', 'Dear #, eva and kim stay, # goes'],
    [
      'Mark Sample',
      'asked Mark, who has a mark on the sample',
      'asked #, who has a mark on the sample',
    ],
    ['Mark Sample', 'Thanks,\nMark', 'Thanks,\n#'],
    ['王小明', '王先生 小明', '#先生 #'],
    ['Dr. Gudrun Feldmann (Nordwerk)', 'Dr. Feldmann', 'Dr. #'],
    ['Feldmann, Gudrun Anna', 'G. A. Feldmann, Gudrun A. Feldmann', '#, #'],
    ["Seán O'Hara", "Mr O'Hara, ohara, sohara", 'Mr #, #, #'],
  ])('%s where words are short or common', (name, text, wanted) => {
    expect(shown(name, text)).toBe(wanted)
  })

  test.each([
    [
      '+49 170 5550123',
      '0170 5550123, 0049 170/5550123, +49 (0)170-5550123, 491705550123, 170 555 0123',
    ],
    ['0170 5550123', '+49 170 5550123, 00491705550123, 0170-555-0123'],
    ['(415) 555-0132', '+1 415 555 0132, 4155550132, 415.555.0132, 1-415-555-0132'],
    ['+44 20 7946 0958', '020 7946 0958, (020) 79460958, 00442079460958'],
  ])('%s as a number in another form', (value, text) => {
    expect(shown(value, text, 'phone')).toBe(
      text
        .split(', ')
        .map(() => '#')
        .join(', '),
    )
  })
})

describe('G1: a known company', () => {
  test.each([
    [
      'Nordwerk Logistik GmbH',
      'at Nordwerk, nordwerk-logistik and NORDWERK LOGISTIK',
      'at #, # and #',
    ],
    ['United Parcels Ltd', 'united we parcel; United Parcels', 'united we parcel; #'],
    ['Example Corp', 'an example of Example Corp', 'an example of #'],
  ])('%s', (name, text, wanted) => {
    expect(shown(name, text, 'customer')).toBe(wanted)
  })
})

describe('G1: what only looks like it stays', () => {
  test.each([
    ['Martin Berg', 'Martinique, Bergamo, iceberg, Martinez-lane, smartin'],
    ['Anna Rose', 'Annapolis, annals, savannah, rosetta, prose, a rose'],
    ['Marti Hall', 'martial, martian, hallway, challenge'],
    ['Peter Lang', 'repeater, petersburgers, language, slang'],
    ['Rosalind Quayle', 'rosalindness quaylesque'],
    ['Bo Ek', 'boek, bo and ek, bookek'],
    ['Li Na', 'li or na, lina, online nation'],
    ['Error', 'error Error ERROR errors'],
    ['admin', 'admin root Admin'],
    ['Support', 'the support team, Support desk'],
    ['null', 'value null is NULL'],
    ['Test User', 'a test for one user'],
    ['auth', 'auth failed in auth'],
    ['Ann Service', 'a service answers, service a, the service'],
    ['Grant Page', 'grant the page. Grant needed\n# Page'],
    ['Klein', 'eine kleine Frage'],
  ])('%s', (name, text) => {
    expect(shown(name, text)).toBe(text)
  })

  test('digits within longer ones, and other numbers', () => {
    const text = '9917055501239 1705550124 170555012 2026-05-55 0123'
    expect(shown('+49 170 5550123', text, 'phone')).toBe(text)
  })

  test('colleagues and products that share a word', () => {
    expect(shown('Maria Lopez', 'Maria Ito asked Maria Lopez, not Maria')).toBe(
      'Maria Ito asked #, not #',
    )
    expect(shown('Sam Kestrel', 'the Kestrel Gateway of Sam Kestrel')).toBe(
      'the Kestrel Gateway of #',
    )
  })

  test('an account of a machine spreads as a whole alone', () => {
    expect(shown('svc-payments', 'svc-payments: payments are late', 'user')).toBe(
      '#: payments are late',
    )
    expect(
      shown('billing.team@acme.example', 'the billing team of acme: billing is late', 'email'),
    ).toBe('the # of acme: billing is late')
  })
})

describe('G1: a region stays readable as it is configured, when somebody is called like it', () => {
  test.each([
    [
      'San Jose',
      'san-jose: San Jose called, SAN-JOSE is slow',
      'san-jose: # called, SAN-JOSE is slow',
    ],
    ['Jose San', 'host web.san-jose.internal of Jose San', 'host web.san-jose.internal of #'],
  ])('%s', (name, text, wanted) => {
    expect(shown(name, text, 'person', ['san-jose'])).toBe(wanted)
  })
})
