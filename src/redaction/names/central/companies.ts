import type { EastSpan } from '../east/rule.ts'

/** Stems that may begin with a capital. */
const stems = (list: string): string =>
  list
    .replaceAll(/(?<=^| )\p{Ll}/gu, (letter) => `[${letter}${letter.toUpperCase()}]`)
    .replaceAll(' ', '|')

/** Kinds of companies and of legal forms before a name in quotation marks, as stems. */
const cyrillicKinds = stems(
  "стоматолог типограф друкарн отел гостиниц готел хотел завод компан фирм кооператив клиник клінік аптек пекарн пекар хлебозавод хлібозавод комбинат комбінат автосервис автосервіс магазин кафе кав[’']?ярн ресторан банк фонд школ агентств агенц бюро центр салон студи студі фабрик ферм хозяйств господарств санатор издательств видавництв кондитерск сад садик детсад лицей ліцей гимнази гімназі больниц лікарн болниц поликлиник поліклінік предприят підприємств дружеств дружество печатниц пансион пансіонат ателье мастерск майстерн турфирм турагентств юрфирм застрахователн застраховк страхов склад рынок ринок театр музе общест товариств організаці организаци учрежден туристическ юридическ адвокатск",
)
const cyrillicForms =
  'ООО|ОАО|ЗАО|ПАО|АО|НКО|АНО|ИП|СК|ТК|УК|ГК|ЧП|МП|ГУП|МУП|ТОВ|ПрАТ|ПАТ|АТ|ФОП|ПП|ТзОВ|ДП|КП|СТО|ФГ|СФГ|КФХ|ЕООД|ООД|ЕАД|АД|ЕТ|СД|ЖСК|ОСББ|ТСЖ|ТСН|[А-ЯІЇЄҐ]{2,5}'
const quoted = '[«"„“][\\p{Lu}\\d][^«»"“”„\\n]{1,58}[»"“”]'
/** The same without what only messages have. */
const called = '[«"„“]\\p{Lu}[^«»"“”„\\n.:!?\\d]{1,30}[»"“”]'
const high = "\\p{Lu}[\\p{L}\\p{M}’'-]{1,30}"

/** Kinds of companies that stand before a name in capitals, as stems. */
const latinKinds = stems(
  // Polish
  'pensjonat hotel spółdzieln piekarni cukierni gabine przychodni klinik szpital aptek autoserwis auto-serwis warsztat restauracj kawiarni drukarni hut[ayęą]? zakład fabryk gospodarstw firm kancelari księgarni sklep bank szkoł przedszkol fundacj stowarzyszeni biur wydawnictw hurtowni kwiaciarni gospod schronisk muze teatr browar mleczarni cegielni stolarni tartak chłodni ubezpieczeni pracowni ' +
    // Czech and Slovak
    'penzion družstv pojišťovn poisťov pekárn pekáreň cukrárn ordinac nemocnic lékárn lekár[eň] autoservis restaurac reštaurác kavárn kaviareň tiskárn tlačiar továrn spoločnos společnos kancelář kancelári obchod škol nadac nadáci vydavatelstv vydavateľstv pivovar sklárn stavebnin zámečnictv truhlářstv statek pila mlékárn zahradnictv záhradníctv knihkupectv kníhkupectv ' +
    // Croatian, Serbian and Slovenian
    'apotek ljekarn zadrug pekar osiguranj tiskar štamparij ordinacij bolnic poliklinik autoservis tvrtk preduzeć poduzeć restoran škol udrug zaklad knjižar gostionic konob vinarij ' +
    // Romanian
    'pensiune[ai]? hotelul clinic[aăi] cabinet(?:ul)? cooperativ[aăe] asigurăr brutări[ae]? farmaci[ae] tipografi[ae] restaurantul spital(?:ul)? școal[aă] societate[ai] firm[ae] fundați[ae] ' +
    // Greek
    'ξενοδοχεί φαρμακεί αρτοποιεί κλινικ τυπογραφεί συνεταιρισμ εταιρεί ασφάλει ασφαλιστικ οδοντιατρεί ιατρεί συνεργεί ταβέρν εστιατόρι βιβλιοπωλεί φροντιστήρι',
)
const small = '(?:pod|nad|na|u|v|w|z|i|a|și|la|cu|de|και|του|της|των|pri|kod|sv\\.|św\\.)'
const legal =
  '(?:,? ?(?:spol\\. s ?r\\. ?o\\.|s\\. ?r\\. ?o\\.|a\\. ?s\\.|v\\. ?o\\. ?s\\.|k\\. ?s\\.|s\\. ?c\\.|s\\. ?j\\.|[Ss]p\\. ?z ?o\\. ?o\\.|[Ss]p\\. ?[jkp]\\.|S\\.A\\.|d\\. ?o\\. ?o\\.|j\\. ?d\\. ?o\\. ?o\\.|d\\. ?d\\.|o\\.p\\.s\\.|z\\.s\\.|n\\.o\\.|S\\.R\\.L\\.|S\\.C\\.A\\.|A\\. ?Ş\\.|Ltd\\. ?Şti\\.|Kft\\.|Zrt\\.|Nyrt\\.|Bt\\.|Kkt\\.|Α\\. ?Ε\\.|Ο\\. ?Ε\\.|Ε\\. ?Π\\. ?Ε\\.|Ε\\. ?Ε\\.|Ι\\. ?Κ\\. ?Ε\\.|ООД|ЕООД|АД|ЕАД|OÜ|Oy|ΑΕ|ΟΕ|ΕΠΕ|ΙΚΕ))'

const patterns: readonly (readonly [script: RegExp, pattern: RegExp])[] = [
  [
    /[\u0400-\u04ff][^\n]{0,40}[«"„“]/,
    new RegExp(
      `(?<!\\p{L})(?:${cyrillicForms}|(?:\\p{L}{4,20}(?:ая|ий|ый|а|ой|ої|ий|ую|у) )?(?<![\\p{L}])(?:${cyrillicKinds})\\p{L}{0,4}(?: (?:ООО|ОАО|ЗАО|АО|ТОВ|и|і) ?)?) ?${quoted}(?: (?:ООД|ЕООД|АД|ЕАД|ЕТ))?`,
      'gu',
    ),
  ],
  [
    /[\u0400-\u04ff][^\n]{0,60}(?:ООД|ЕООД|АД|ЕАД)/,
    new RegExp(
      `[„"«“]?${high}(?: (?:и |& )?${high}){0,3}["”“»]? (?:ЕООД|ООД|ЕАД|АД)(?!\\p{L})`,
      'gu',
    ),
  ],
  [
    /(?:ИП|ФОП|ЧП|ЕТ) \p{Lu}/u,
    new RegExp(`(?<!\\p{L})(?:ИП|ФОП|ЧП|ЕТ) ${high}(?: (?:${high}|\\p{Lu}\\.)){0,2}`, 'gu'),
  ],
  [
    /(?:UAB|MB|AB|VšĮ|SIA|AS|IK|SC|S\.C\.) [„"“«\p{Lu}]/u,
    new RegExp(
      `(?<![\\p{L}\\d.])(?:UAB|VšĮ|MB|SIA|IK|S\\.?C\\.?) (?:[„"“«][^«»"“”„\\n]{2,58}[”"“»]|${high}(?: ${high}){0,3})(?: (?:S\\.?R\\.?L\\.?|S\\.A\\.))?`,
      'gu',
    ),
  ],
  [
    /[áíýúů\u0100-\u017f\u0218-\u021b\u0370-\u03ff]/,
    new RegExp(
      `(?<![\\p{L}\\d@./-])(?:\\p{Ll}{3,12}[íáýéaiey] (?=ordinac|ambulanc|klinik|škol|firm|kancel))?(?:${latinKinds})\\p{L}{0,4} (?:${called}|(?:${small} )?\\p{Lu}\\p{Ll}[\\p{L}’'-]*(?:(?<=[éáýí]|T[rř][iíi]|Dv[aeaě]|Dvije|Pět|Päť) (?!(?:${small}|je|se|si|má|po|do|ze|že|ale|však|už|při|před|bez)(?!\\p{Ll}))\\p{Ll}{4,12}|(?: ${small})? ${high}){0,3})${legal}?`,
      'gu',
    ),
  ],
  [
    /(?:S\.R\.L|[Α-Ω]\. ?[Α-Ω]|s\.? ?r\. ?o|a\. ?s|z ?o\. ?o|d\. ?o\. ?o|A\. ?Ş|Şti|Kft|Zrt|Bt|s\. ?c)\./,
    new RegExp(
      `(?:^|(?<=[(„"«:,] ?|[\\p{Ll}.!?;] ))\\p{Lu}[\\p{L}\\p{M}\\d&’'-]{1,30}(?:,? (?:& |a |i |és |ve |e |${small} )?(?:[\\p{Lu}\\d][\\p{L}\\p{M}\\d&’'-]{0,30}|\\p{Lu}\\p{L}{0,3}\\.)){0,5}(?: \\p{Ll}{3,20}){0,2}${legal}`,
      'gmu',
    ),
  ],
]

/** Companies named by their kind or legal form: `Piekarnia Pod Lipą`, `типография «Два Берега»`, `Sklárny Západ, spol. s r.o.` */
export function* centralCompanies(text: string): Iterable<EastSpan> {
  for (const [script, pattern] of patterns) {
    if (!script.test(text)) continue
    for (const { 0: found, index } of text.matchAll(pattern)) {
      yield { start: index, end: index + found.length, class: 'organisation' }
    }
  }
}
