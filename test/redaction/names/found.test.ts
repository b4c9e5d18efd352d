import { describe, expect, test } from 'vitest'

import { namesOf } from '../../../src/redaction/names/find.ts'

/** What is found in a text in which every value is marked `[class|value]`, beside what is marked. */
function looked(marked: string): {
  readonly found: readonly string[]
  readonly marks: readonly string[]
} {
  const marks = [...marked.matchAll(/\[(\w+)\|([^\]]+)\]/g)].map(
    ([, name, value]) => `${name} ${value}`,
  )
  const text = marked.replace(/\[\w+\|([^\]]+)\]/g, '$1')
  const found = namesOf(text)
    .toSorted((a, b) => a.start - b.start)
    .map((span) => `${span.class} ${text.slice(span.start, span.end)}`)
  return { found, marks }
}

const persons = [
  'Hi [person|Jordan Smith], the export works again.',
  'My name is [person|Baker] and my colleague is called [person|Rose Tallchief].',
  '[person|Keiko Takuda] told us that [person|Mikolčić] opened the ticket.',
  'Reported by [person|Ngozi Chukwuemeka-Obi]; [person|Sven-Åke] found the cause.',
  '[person|Mr. Ford] and [person|Dr. Ludwig van der Heuvel Jr.] called.',
  'Thanks,\n[person|Grace]',
  'Signed-off-by: [person|J. R. Whitcombe] <jrw@dev.example.org>',
  "[09:05] [person|Mark O'Shaughnessy]: mark as sev2?",
  'Present were [person|Malon], [person|Mark], [person|Daisy] and [person|Jennifer].',
  'Who are you?\n[person|Amber]:\\"I\\\'m [person|Cynthia]\\\'s daughter\\".',
  'i am [person|tamsin hargreave] and i spoke to [person|dwayne] about the card machine',
  'I SPOKE WITH [person|BARTHOLOMEW FINCH] AND NOBODY CALLS BACK',
  'Frau [person|Gudrun Feldmann] und [person|Jürgen] haben den Server neu gestartet.',
  'Je suis [person|Thibault de La Rivière], la connexion ne marche plus.',
  'Hablé con [person|José Ramón Belmonte] y no funciona la factura.',
  'Ho parlato con [person|Fiorella Rossi] e non parte il programma.',
  'Cumprimentos,\n[person|Raimundo Nonato Pinheiro]',
  'Zgłosiła [person|Katarzyna Wiśniewska], od rana nie działa logowanie.',
  'С уважением,\n[person|Геннадий Петрович Белов]',
  'Το είπε ο [person|Γιώργος Παπαδόπουλος] στην ομάδα.',
  '経理の[person|佐々木 千鶴]と[person|小林]さんが試しました。',
  '通知一下[person|黄]女士，财务的[person|欧阳慧敏]和运维[person|孙悦]。',
  'kun je [person|joost] vragen of hij de vpn kan resetten',
  'hej det är [person|ebba] på ekonomi, kan inte logga in',
  "bonjour c'est [person|maëlle], je n'arrive plus à me connecter",
  'pregúntale a [person|iker] si ya reinició el servidor',
  'chiedi a [person|matteo] se ha riavviato il server',
  'pergunta pro [person|everton] se ele reiniciou o servidor',
  '[person|דקלה]: יש עדכון?\n[person|איתמר]: עוד לא',
  'דיברתי עם [person|יעל] אתמול והיא הבטיחה לחזור',
  'مرحبا أنا [person|أمل] من الصيدلية',
  '[person|Dewi] bilang [person|Bambang] sedang cuti',
  'alo em là [person|thảo] bên kế toán, không đăng nhập được',
  '薬局の[person|千春]です。昨日[person|西村]さんに入れてもらいました',
  '안녕하세요 [person|지혜]인데요 로그인이 안 돼요',
  '[person|秦岚]：网关又502了',
  '회계팀 [person|남궁민정] 과장과 [person|김도윤] 님이 확인했습니다.',
]

const places = [
  'Nobody in our [place|Rotterdam] office can sign in.',
  'She lives in [place|Chiclana de la Frontera] near [place|Helsinki].',
  'Shipping to [place|Czech Republic] and to the [place|Democratic Republic of the Congo] fails.',
  'we moved here from [place|edewecht] to [place|saudi arabia]',
  '[place|仙台]の事務所で誰もログインできません。',
]

const organisations = [
  'The contract of [organisation|Tidewell Freight Ltd.] ends in May.',
  'She joined [organisation|Davis, Reynolds and Williamson] in 2019.',
  'They wrote to [organisation|Amida Technology Solutions] twice.',
  '[person|Jaylee] spent a year at [organisation|College Board] as an assistant.',
  'Firma: [organisation|Autohaus Rosskopf GmbH & Co. KG]',
  'Empresa: [organisation|Cerámicas Alborada S.A.]',
  '[organisation|ООО «Волжский Хлеб»] не может войти.',
  '[organisation|株式会社みちのく製作所]からの連絡です。',
  '我们是[organisation|苏州湖光精密机械有限公司]的客户。',
]

const addresses = [
  'Please send it to [address|48 Harrow Quay, London SE16 7XB] today.',
  'It is in [address|36 29 Hornsey Road\n Apt. 391\n Melrose\n Guinea].',
  'Ship to [address|Unit 8505 Box 3866\nDPO AP 93558].',
  'We meet at [address|the corner of 69 Spencer Street and Vokatý Street].',
  'Mail goes to [address|P.O. Box 15] only.',
  'My zip code is [address|35649].',
  'Anschrift: [address|Bergische Landstraße 118, 42329 Wuppertal]',
  'Elle habite [address|19 rue La Boétie] depuis peu.',
  'abito in [address|via po 12, 10123 torino]',
  '住所：[address|京都府京都市左京区吉田本町12番地]',
  '地址：[address|江苏省苏州市姑苏区平江路31号4幢402室]',
  'כתובת: [address|שדרות ירושלים 12, יפו]',
  '주소: [address|서울특별시 마포구 양화로 114, 7층]',
]

describe.each([
  ['persons', persons],
  ['places', places],
  ['organisations', organisations],
  ['addresses', addresses],
])('G1: %s are found whole', (_, texts) => {
  test.each(texts)('%s', (marked) => {
    const { found, marks } = looked(marked)
    expect(found).toEqual(expect.arrayContaining([...marks]))
    expect(found.length).toBe(marks.length)
  })
})
