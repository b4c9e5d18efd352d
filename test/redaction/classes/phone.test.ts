import { describe, expect, test } from 'vitest'

import { isHidden, look } from './support/marked.ts'
import { seeded } from './support/random.ts'

/** How people write their numbers; `#` is any digit and `N` one that is not 0. */
const shapes = [
  '+1 N## N## ####', '+1-N##-N##-####', '001-N##-N##-####x####', '(N##) N##-####', '(N##)N##-####x####', 'N##-N##-####', 'N##.N##.####x#####', 'N##N######', '1-N##-N##-#### ext. ###',
  '+44 20 #### ####', '00442########', '0044 20 #### ####', '+44(0)####### ###', '(0###) ### ####', '020 #### ####', '07### ######', '(0###)#######', '01## ###-####',
  '+49 (0)30 ######', '+49 1## #######', '(0####) ######', '0N## / #######', '0N##-######-##', '00 49 30 ######', '+49(0)N#########',
  '+33 (0)N ## ## ## ##', '+33 N## ## ## ##', '0N ## ## ## ##', '0N.##.##.##.##', '0N########',
  '+34 N## ### ###', '+34 N## ## ## ##', 'N## ## ## ##', 'N######## ', '+39 0## #######', '+39 3## ### ####', '3## #######', '+351 9## ### ###', '(351) N## ### ###',
  '+31 6 ########', '06-########', '(0##)-#######', '(0##) #######', '+32 4## ## ## ##', '04## ## ## ##', '+41 ## ### ## ##', '0## ### ## ##', '+43 N### ######', '(0####) ##### ###',
  '+48 ## ### ## ##', '+48 ### ### ###', '### ### ###', '+420 ### ### ###', '(06)##/###-####', '+36 ## ### ####', '+40 2## ### ###', '02## ### ###', '+359(0)## ######', '0## ### ###', '+385 ## ### ####',
  '+46 (0)## ### ##', '+46 70-### ## ##', '070-### ## ##', '+47 ## ## ## ##', '## ## ## ##', '+45 #### ####', '#### ####', '+358 ## ### ####', '(+358) #########', '04# ### ####', '+354 ### ####',
  '+7 (###) ###-##-##', '8 (###) ###-##-##', '+7 ### ###-####', '+380 (##) ###-##-##', '(+30) N### ######', '+90 (###) ### ## ##', '0(###) ### ## ##', '(0##)### ####',
  '+55 ## 9####-####', '(##) 9####-####', '(##) ####-####', '+54 9 11 ####-####', '+52 55 #### ####', '+57 3## ### ####', '(+57) ### ### ## ##', '+56 2 #### ####', '+56 9 #### ####',
  '+91 ##### #####', '+91##########', '0##########', '+86 1## #### ####', '13#########', '0##-########', '+81 90-####-####', '090-####-####', '03-####-####', '+82 10-####-####', '010-####-####', '0##-###-####',
  '+886 9## ### ###', '(0#) ########', '+852 #### ####', '+65 #### ####', '+66 (0) #### ####', '+62 (0##) ### ####', '+84 ## ### ## ##', '+63 9## ### ####', '+60 12-### ####',
  '+61 4## ### ###', '(0#) #### ####', '(0#)-####-####', '(0#).####.####', '04## ### ###', '+64 21 ### ####', '(0#) ###-####', '(0##) ### ####',
  '+27 ## ### ####', '0## ### ####', '+20 1# #### ####', '+234 8## ### ####', '+254 7## ######', '+212 6##-######', '+971 5# ### ####', '00971#########', '+972-5#-###-####', '05#-#######', '+966 5# ### ####', '+98 9## ### ####', '0#########',
] // prettier-ignore

const contexts = [
  'You can call me at @ after six', 'Phone: @', 'my number is @, please ring me', "They're not answering at @", '@ office', '@ (mobile)', 'fax @',
  'Meine Telefonnummer ist @.', 'Tel. @ oder per Handy', 'Mi teléfono es @ gracias', 'mon numéro de téléphone : @', 'appelez-moi au @', 'il mio cellulare è @',
  'o meu telemóvel é @', 'me liga no @', 'bel me op @ aub', 'ring mig på @ tack', 'mitt mobilnummer @', 'puhelin @', 'mój telefon to @', 'volejte @', 'telefonszám: @',
  'telefonum @', 'мой телефон @', 'тел. @', 'τηλέφωνο @', 'טלפון @', 'هاتف @', '電話番号は@です', '我的电话是@', '手机：@', '전화번호 @', 'फ़ोन @', 'โทร @', 'số điện thoại @', 'nomor hp @',
  'WhatsApp me on @', 'sms to @ failed',
] // prettier-ignore

const keys = [
  'phone=@', '"phone":"@"', '"phoneNumber": "@"', 'customer_phone=@;', 'contactPhone="@"', 'msisdn=@ status=ok', 'mobile: @', 'tel:@', 'fax_number=@', 'home_phone: "@"', 'telefono=@', 'handynummer=@',
] // prettier-ignore

const random = seeded(2026)

function written(shape: string): string {
  return shape
    .trim()
    .replace(/[#N]/g, (char) => (char === '#' ? random.digits(1) : String(2 + random.below(8))))
}

describe('G1 phone numbers', () => {
  test('in tickets, in the shapes of many countries and with words of many languages', () => {
    const missed: string[] = []
    let all = 0
    for (const shape of shapes) {
      for (const context of contexts) {
        const number = written(shape)
        const text = context.replace('@', () => number)
        all++
        if (!isHidden(text, number, 'text')) missed.push(text)
      }
    }
    expect(all).toBeGreaterThan(4000)
    expect(missed.slice(0, 10)).toEqual([])
    expect(missed.length / all).toBeLessThanOrEqual(0.001)
  })

  test('in logs behind a key', () => {
    const missed: string[] = []
    for (const shape of shapes) {
      for (const key of keys) {
        const number = written(shape)
        const text = `sent ${key.replace('@', () => number)}`
        if (!isHidden(text, number, 'log')) missed.push(text)
      }
    }
    expect(missed).toEqual([])
  })

  test.each([
    'to «+442079460958» failed',
    'to «+44 20 7946 0958», retry',
    'to «00442079460958» failed',
    'call from «(+30) 2021 059448»',
    'msisdn «15551234567» unknown',
    'phone «415-555-2671» x',
    'mobile number: «07700 900123»',
    '{"phone":«4155552671»}',
    'phone=«4155552671» 200 15',
    '電話：«090-1234-5678»',
    '客户电话: «13812345678» 已确认',
    'телефон клиента «8 916 123-45-67» не отвечает',
    'тел.: «89161234567»',
    '전화번호 «010-1234-5678»',
    'โทรศัพท์ «081-234-5678»',
    'फ़ोन: «9876543210»',
    'هاتف: «0501234567»',
  ])('in logs without more: %s', (text) => {
    expect(look(text, 'log')).toMatchObject({ missed: [], extra: [] })
  })

  test.each([
    '415-555-2671 20 7946 0958 (415) 555-2671 07700900123',
    'UTC+0530 x+12345678 +1048576 bytes 1e+12345678',
    'phone 1 state 0, mobile 4G, tel 5, fax 12',
    'microphone=12345678 iphone=12345678 phone_id=12345678 phoneType=1',
    '0000000000012345 0012 00123 0000-00-00 00:00:00',
    'smartphone=1234567890 headphone: 1234567890',
    'mobile 2026-11-23 10:00:00',
    '電話会議 20261123 10:00',
    '电话会议 id=1234567890',
    'номер 1234567',
  ])('stays in logs: %s', (text) => {
    expect(look(text, 'log')).toMatchObject({ extra: [] })
  })

  test.each([
    'took 1 234 567 ms, 12 345 678 rows, 2,345,678 requests',
    'deployed 2026-11-23 07:00 as 1.2.3.4567, build 20261123.1',
    'ranges 1000-2000 and 10-20-30, from 3552 3534 3375 4245',
    'request 550e8400-e29b-41d4-a716-446655440000 at 1763881200000',
    'error 500 123 times, order 123456, PR #12345678',
    'paid 1234 5678 EUR on 03/04/2026',
  ])('stays in tickets: %s', (text) => {
    expect(look(text, 'text').extra.filter((hit) => hit.startsWith('phone'))).toEqual([])
  })
})
