import { describe, expect, test } from 'vitest'

import { namesOf } from '../../../src/redaction/names/find.ts'
import { superLinear } from '../../support/linear.ts'

/** The text with what is found in it between brackets; one bracket for what overlaps. */
function hidden(text: string): string {
  const mask = new Uint8Array(text.length)
  for (const { start, end } of namesOf(text)) mask.fill(1, start, end)
  let result = ''
  for (let i = 0; i < text.length; i++) {
    if (mask[i] && !mask[i - 1]) result += '['
    result += text[i]
    if (mask[i] && !mask[i + 1]) result += ']'
  }
  return result
}

const texts = [
  'Wczoraj dzwoniliśmy do pani [Haliny] i do pana [Kowalskiego], ale nikt nie odebrał.',
  'Obiecaliśmy [Orłowskiej] raport do piątku.',
  'halo tu [ryszard] dzwonię w imieniu ojca [edwarda adamczyka] bo nie może wejść na konto',
  'minulý týden jsem mluvila s [tomášem] bydlíme v [třebíči]',
  'Po aktualizácii nám volala pani [Hudáková] z pobočky v [Košiciach].',
  'jó napot kívánok [balogh mária] vagyok a múlt héten [attilával] beszéltem',
  'Csütörtökön [Bíró] úr nem lesz, [Lukács Piroskával] egyeztessenek.',
  'на прошлой неделе говорила с [кристиной] и с [сергеем петровичем] про вход',
  'Подтвердит [Гюзель Шарипова], сообщите [Надежде Ивановне].',
  'минулого тижня говорила з [костем] про вхід до кабінету',
  "Perşembe günü [Toprak] Bey yok, lütfen [Deniz]'e haber verin.",
  'Kollegani [Timo Hämäläinen] kokeili sitä. Soittakaa [Pekka Lahtiselle].',
  'Prašome paskambinti [Jonui Kazlauskui], jis dirba biure.',
  'Ο συνάδελφος [Νίκος Γεωργίου] δοκίμασε με Chrome.',
]

const addresses = [
  'Adres do korespondencji to [ul. Leśna 7A/12, 10-117 Olsztyn] od maja.',
  'balík pošlete na [přístavní 14, 405 02 děčín] ještě dnes',
  'új címünk [fő utca 9, 9021 győr] és a számunk a régi',
  'Новый адрес: [ул. Садовая, д. 31, кв. 4, г. Самара, 443020]',
  'Надішліть на [пров. Вишневий, 4, м. Лубни] до п’ятниці.',
  'Gönderi [Çınar Sok. No: 31/4, 26130 Tepebaşı/Eskişehir] adresine gitsin.',
]

const companies = [
  'Od rána volá [Sklárny Západ, spol. s r.o.]',
  'webhooky [penzionu Modrá laguna] padají na timeout',
  'Прихожу от имени [типография «Два Берега»] и жду ответа.',
  'ок. [стоматологія «Усмішка»] не отримує SMS',
  'Firma: [Mavi Koy Otel]',
]

const readable = [
  'dzień dobry dzwonię w sprawie zamówienia bo nie przyszło na czas i chciałabym się dowiedzieć co się dzieje',
  'Nahlásili jsme chybu 500 a fronta se nezmenšuje.',
  'A RENDSZER REGGEL ÓTA NEM MŰKÖDIK, NEM TUDUNK SZÁMLÁZNI.',
  'СИСТЕМА НЕ ПРАЦЮЄ З РАНКУ, НЕ МОЖЕМО ВИСТАВЛЯТИ РАХУНКИ.',
  'сервис «Оплата» отвечает ошибкой 500 после обновления',
  'iyi günler siparişimle ilgili arıyorum zamanında gelmedi',
]

describe('G1: in the languages between the Baltic and the Aegean', () => {
  test.each([...texts, ...addresses, ...companies])('%s', (marked) => {
    expect(hidden(marked.replaceAll(/[[\]]/g, ''))).toBe(marked)
  })
  test.each(readable)('readable stays: %s', (text) => {
    expect(hidden(text)).toBe(text)
  })
})

/** Text that is long and nearly an address, a company or a name in a case. */
const seeds = [
  'ul. ',
  'Šířka 12 ',
  'компания ',
  'АБВ «Я',
  'no: 12 ul. š ',
  's.r.o. Š a ',
  'Костей ',
]

test.each(seeds)('G1: takes time by length: %s', (seed) => {
  expect(superLinear([seed], 'text', 160_000)).toEqual([])
})
