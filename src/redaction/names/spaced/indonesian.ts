import type { EastSpan } from '../east/rule.ts'
import { hashOf } from '../fold.ts'
import { flag, levelOf } from '../packed.ts'
import { triggeredBy, type Triggers } from '../triggers.ts'
import { vocabulary } from '../vocabulary.ts'
import type { Words } from '../words.ts'

/** Words that say a text is Indonesian or Malay. */
const spoken =
  /(?:yang|tidak|saya|dengan|sudah|untuk|bisa|akan|kami|alamat|jalan|puan|encik|perusahaan|dari|jl|hormat|terima kasih|sejak|telah|syarikat)(?!\p{L})/iuy
const spokenWords = triggeredBy(
  'yan tid say den sud unt bis aka kam ala jal pua enc per dar jl hor ter sej tel sya',
)
const leastSpoken = 2
const capital = "\\p{Lu}[\\p{L}\\d&'’-]{0,20}"
const kinds =
  'PT|CV|UD|Koperasi|Toko|Apotek|Klinik|Rumah Sakit|RSUD|RS|Bank|Hotel|Yayasan|Universitas|SMA|SMK|Bengkel|Warung|Rumah Makan|Percetakan|Syarikat|Kedai|Dinas|Restoran|Asuransi|Penginapan|Restoran|Kilang|Pejabat|Farmasi|Hospital|Sekolah'
const street =
  '(?:Jl|Jln|Jalan|Gang|Gg|Perum|Perumahan|Komplek|Kompleks|Lorong|Persiaran|Lebuh|Lebuhraya|Dusun|Kampung|Ruko)'
const part =
  '(?:[Nn]o\\.? ?\\d{1,4}[A-Za-z]?(?:[/-]\\d{1,4})?|[Bb]lok [A-Z\\d/-]{1,6}|[Rr][Tt]\\.? ?\\d{1,3} ?/ ?(?:[Rr][Ww]\\.? ?)?\\d{1,3}|[Rr][Ww]\\.? ?\\d{1,3}|(?:Kel|Kec|Kab|Kecamatan|Kelurahan|Kabupaten|Kota|Desa|Taman|Lantai|Lt|Tingkat|Unit)\\.? [\\p{L}\\d]{1,20}(?: \\p{Lu}\\p{L}{1,20}){0,2}|\\d{5}(?!\\d)|\\d{1,4}[A-Z]?(?!\\d)|' +
  `${capital}(?: ${capital}){0,3})`

const patterns: readonly (readonly [EastSpan['class'], RegExp])[] = [
  [
    'address',
    new RegExp(
      `(?:No\\.? ?\\d{1,4}[A-Z]?,? )?${street}\\.? ${capital}(?: ${capital}){0,4}(?:,? ?${part}){0,10}`,
      'gu',
    ),
  ],
  [
    'address',
    /(?<!\p{L})(?:jl|jln|jalan|gang|gg)\.? \p{Ll}{2,15}(?: \p{Ll}{2,15}){0,3}? (?:no\.? ?)?\d{1,4}[a-z]?(?:,? rt ?\d{1,3}(?: ?\/ ?(?:rw ?)?\d{1,3})?)?(?:, ?\p{Ll}{3,15}(?: \p{Ll}{3,15})?(?=[.,\n]|$))*/gu,
  ],
  [
    'organisation',
    new RegExp(
      `(?<!\\p{L})(?:${kinds})(?:\\.? ${capital}){1,5}(?: Tbk\\.?| \\(Persero\\)| Sdn\\.? Bhd\\.?| Berhad)?`,
      'gu',
    ),
  ],
  [
    'person',
    new RegExp(
      `(?<=(?<!\\p{L})(?:[Pp]ak|[Bb]apak|[Ii]bu|[Bb]u|[Mm]as|[Mm]bak|[Kk]ak|[Bb]ang|[Tt]uan|[Nn]yonya|[Ee]ncik|[Pp]uan|[Cc]ik|Datuk|Haji|Hajah|[Ss]audara|[Ss]audari|Yth\\.|[Nn]ama saya|[Ss]aya|[Rr]ekan) )(?:I |Ni |Ida )?${capital}(?: (?:bin|binti|${capital})){0,5}`,
      'gu',
    ),
  ],
]
const lower =
  /(?<=(?<!\p{L})(?:pak|bapak|ibu|bu|mas|mbak|kak|bang|tuan|puan|encik|cik|saya|nama|dengan|sama|halo|om|tante|mang|teh|kang|ayah|suami|istri|anak|dari|oleh) (?:saya )?)\p{Ll}{3,15}(?: \p{Ll}{3,15})?/gu

/** Names in Indonesian and Malay, whose titles, companies and streets stand first. */
export function* indonesianNames(words: Words, triggers: Triggers): Iterable<EastSpan> {
  const { text } = words
  if (!isSpoken(words, triggers(spokenWords))) return
  for (const [name, pattern] of patterns) {
    for (const match of text.matchAll(pattern))
      yield { start: match.index, end: match.index + match[0].length, class: name }
  }
  for (const { 0: found, index } of text.matchAll(lower)) {
    const [first = '', second = ''] = found.split(' ')
    if (!isName(first)) continue
    const end = index + (second !== '' && isName(second) ? found.length : first.length)
    yield { start: index, end, class: 'person' }
  }
}

function isSpoken({ text, start }: Words, places: readonly number[]): boolean {
  let count = 0
  for (const i of places) {
    spoken.lastIndex = start[i]!
    if (spoken.test(text) && ++count === leastSpoken) return true
  }
  return false
}

/** A name, and no frequent word of English or of any other language. */
function isName(word: string): boolean {
  const bits = vocabulary().get(hashOf(word))
  return (
    (bits & (flag.given | flag.family)) !== 0 &&
    (bits & flag.term) === 0 &&
    levelOf(bits, false) < 2
  )
}
