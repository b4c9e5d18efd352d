import { everywhere, groupClass, groupSpan, isLetter, type Span, type TextClass } from './class.ts'

const month = String.raw`\p{L}{3,12}\.?`
const date = [
  String.raw`\d{4}[-/.年] ?\d{1,2}[-/.月] ?\d{1,2}日?`,
  String.raw`\d{4}년 ?\d{1,2}월 ?\d{1,2}일`,
  String.raw`\d{1,2}[-/. ]{1,2}\d{1,2}[-/. ]{1,2}\d{2,4}`,
  String.raw`(?:19|20)\d{6}`,
  String.raw`\d{1,2}(?:st|nd|rd|th|er|\.|º|ª)?[ -](?:of |de |d')?${month}[ ,-]{1,2}(?:de |del )?\d{2,4}`,
  String.raw`${month} \d{1,2}(?:st|nd|rd|th)?,? \d{4}`,
  String.raw`(?:19|20)\d\d(?!\d|[-/.:]\d)`,
].join('|')
const labels =
  'date of birth|birth ?date|birth ?day|year of birth|born|b-?day|d\\.? ?o\\.? ?b\\.?|birth|' +
  'geburtsdatum|geburtstag|geb\\. ?am|geb\\.?|geboren|gebdat|' +
  'date de naissance|n[eé]\\(?e?\\)?(?= le)|naissance|ddn|' +
  'fecha de nacimiento|f\\. ?nac\\.?|fec\\. ?nac\\.?|nac(?:ido|ida)|nacimiento|nacimiento el|' +
  'data di nascita|nato|nata|data de nascimento|nascid[oa]|nascimento|d\\. ?n\\.|' +
  'geboortedatum|geboren op|f[oö]dd|f[oö]delsedatum|f[oø]dt|f[oø]dselsdato|fødselsdag|syntym[aä]aika|syntynyt|' +
  'data urodzenia|urodzon[ya]|ur\\.|datum narozen[ií]|narozen[aý]?|d[aá]tum narodenia|narod(?:en[yýaá])|sz[uü]let[eé]si (?:d[aá]tum|id[oő])|sz[uü]letett|' +
  'data na[sș]terii|n[aă]scut[aă]?|datum ro[dđ]enja|ro[dđ]en[ao]?|do[gğ]um tarihi|do[gğ]umlu|tanggal lahir|lahir|tarikh lahir|ng[aà]y sinh|sinh ng[aà]y|kapanganakan'
const foreign =
  'дата рождения|родилс[яь]|родилась|дата народження|народивс[яь]|дата на раждане|роден[аи]?|ημερομηνια γεννησης|ημερομηνία γέννησης|γεννηθηκε|γεννήθηκε|תאריך לידה|נולד|תאריך לידה|تاريخ الميلاد|تاریخ تولد|مواليد|जनम तथ|जन्म तिथि|生年月日|誕生日|生まれ|出生日期|出生年月日|生日|出生|생년월일|생일|วันเกด|วันเกิด'
const filler = String.raw`["']?[\s:=>(,#-]{0,4}(?:(?:on|the|le|am|el|il|em|op|den|d|dnia|dne|on the|date|is|was|in|year|was on|ist|est|es|è|e|den|:)[\s:=]{1,3}){0,3}["'«]?`
const latinLabel = new RegExp(`(?:${labels})(?![\\p{L}])${filler}(${date})`, 'iuy')
const foreignLabel = new RegExp(
  `(?:${foreign.normalize('NFKC').replace(/\p{M}/gu, '')})[^\\d\\n]{0,8}(${date})`,
  'giu',
)
const foreignLetter = /[\u0370-\uffff]/
const firstWords = [...new Set(labels.split('|').map((label) => plainStart(label)))].filter(
  (word) => word.length > 1,
)
const birthKey =
  /(?:^|[^a-z])(?:dob|bday|geburtsdatum|geburtstag|geboortedatum|naissance|nacimiento|nascita|nascimento)$|birth_?(?:date|day|dt)$|(?:date|day|year)_?of_?birth$|(?:fecha|date|data)_?(?:de|di)?_?(?:nacimiento|naissance|nascita|nascimento)$|(?:patient|user|customer|person|member)_?dob$/
const keyedValue = new RegExp(String.raw`[=:]["'\\ ]{0,4}(${date}|\d{8}|-?\d{9,13})(?!\d)`, 'iuy')

/** The first three letters of a label, up to its first part that may be written in two ways. */
function plainStart(label: string): string {
  return /^[a-zåøöäéüăčďśź]{1,3}/.exec(label)?.[0] ?? ''
}

/** A date right behind a word for birth; all other dates stay. */
export const birthDate = groupClass({
  name: 'birth-date',
  words: [...firstWords, 'd.o', 'né', 'ne ', 'née', 'fö', 'fø', 'fod', 'sz', 'ur.', 'nac', 'ro'],
  shape: latinLabel,
  mayBegin: (text, at) => !isLetter(text.charCodeAt(at - 1)),
})

/** What a key such as `dateOfBirth` names. */
export const keyedBirthDate = groupClass({
  name: 'birth-date',
  ownsKey: (key) => birthKey.test(key),
  shape: keyedValue,
})

/** The same for words in other letters. */
export const foreignBirthDate: TextClass = {
  name: 'birth-date',
  profiles: everywhere,
  *scan(text): Iterable<Span> {
    if (!foreignLetter.test(text)) return
    for (const match of text.matchAll(foreignLabel)) yield groupSpan(match, match[1]!)
  },
}
