import { foldCase } from '../letters.ts'

/** What a name may end in where languages inflect it; folded, at most three letters. */
function endings(list: string): ReadonlySet<string> {
  return new Set(list.split(' ').map(foldCase))
}

const latin = endings(
  // German, English, Dutch; Slavic and Baltic; Romance; Turkish; Finnish and Hungarian.
  's es n en ns e a u y i o ou om em im ym ie ii ov ova ove ovi owi owy ami ach emu ego iem iej ej eva evo in ina ' +
    'am as ai ui io iui ul ei lui ta te da de dan den tan ten ın un nin nun nı yı yu ya ye la le li lu ler lar ' +
    'lla lle lta ssa sta ksi t at et ot ra re ba be ban ben nak nek val vel hoz hez tol rol nal nel ert ig',
)
const cyrillic = endings(
  'а у е и ы ом ой ою ов ова ову ове ым им ых ах ам ами ем ею ей ев ева еву ві ові еві ю я єм єві і ї ію ия ии ию ієм та то те ът ин ина ски на ка',
)
const greek = endings('υ ου ο ε α η ς ων')
const indic = endings('র কে ের য় ला ने चा ची चे ना नी नो ના ની ને க்கு இன் ன்')
const byScript: readonly (readonly [RegExp, ReadonlySet<string>])[] = [
  [/\p{sc=Cyrillic}/u, cyrillic],
  [/\p{sc=Greek}/u, greek],
  [/[\p{sc=Bengali}\p{sc=Devanagari}\p{sc=Gujarati}\p{sc=Tamil}]/u, indic],
  [/\p{sc=Latin}/u, latin],
]

/** Stems that lose their end before they take an ending: what the name ends in, what is left of it, what may follow. */
const changes: readonly (readonly [
  end: RegExp,
  rest: string,
  script: RegExp,
  list: ReadonlySet<string>,
])[] = [
  [/a$/, '', /\p{sc=Latin}/u, endings('y e ie iej ej ii ou o u in ino ine i je')],
  [/o$/, '', /\p{sc=Latin}/u, endings('a em om u ovi ie iem')],
  [/e$/, '', /\p{sc=Latin}/u, endings('i ou im ho mu ovi u')],
  [/[iy]$/, '', /\p{sc=Latin}/u, endings('ego emu eho im ym ou iho imu ovi ko o')],
  [
    /([bcdfghklmnprstvwz])e([klcnr])$/,
    '$1$2',
    /\p{sc=Latin}/u,
    endings('a u em om ovi owi iem ie e'),
  ],
  [/nen$/, 'se', /\p{sc=Latin}/u, endings('n lla lle lta ssa sta en ksi t')],
  [/(?:as|is|us|ys|s)$/, '', /\p{sc=Latin}/u, endings('o ui a e ai io iui y u am im i um')],
  [/[аяоеёэ]$/, '', /\p{sc=Cyrillic}/u, endings('ы и е у ю о ой ей ою ею і ї ин')],
  [/[йь]$/, '', /\p{sc=Cyrillic}/u, endings('я ю ем ём е и ю єм єві ї')],
  [/(?:ий|ый|ой|ій)$/, '', /\p{sc=Cyrillic}/u, endings('ого его ому ему им ым ом ем')],
  [/ая$/, '', /\p{sc=Cyrillic}/u, endings('ой ую ою')],
  [
    /([бвгджзклмнпрстфхцчшщ])[еёо]([клнрц])$/,
    '$1$2',
    /\p{sc=Cyrillic}/u,
    endings('а у ом ем е ю я'),
  ],
  [/[σς]$/, '', /\p{sc=Greek}/u, new Set(['', ...endings('υ')])],
]

const leastLetters = 5
const leastStem = 4

/** A word as a known name is written, and what may follow it there; the empty ending stands for the word itself. */
export interface Form {
  readonly word: string
  readonly endings: ReadonlySet<string>
}

const bare: ReadonlySet<string> = new Set([''])

/** The forms of one word of a name, written as its bearer writes it in lower case. Short words are not inflected. */
export function formsOf(written: string): readonly Form[] {
  const word = foldCase(written)
  const own = byScript.find(([script]) => script.test(written))
  if (!own || written.length < leastLetters) return [{ word, endings: bare }]
  const forms: Form[] = [{ word, endings: new Set(['', ...own[1]]) }]
  // Latin letters lose their accents first; those of other scripts would become Latin ones that look alike.
  const read = own[0].test('a') ? word : written
  for (const [end, rest, script, list] of changes) {
    if (!script.test(written) || !end.test(read)) continue
    const stem = foldCase(read.replace(end, rest))
    if (stem.length >= leastStem) forms.push({ word: stem, endings: list })
  }
  return forms
}

/** Words that Arabic and Hebrew write together with the name behind them: and, to, with, from, the. */
const prefixes: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^[\u0620-\u064a]{3,}$/, ['و', 'ب', 'ل', 'ف', 'ك', 'ال', 'وال', 'بال', 'لل']],
  [/^[\u05d0-\u05ea]{3,}$/, ['ו', 'ב', 'ל', 'מ', 'ה', 'ש', 'כ', 'ול', 'וב', 'של']],
]

/** The same word with what may be written together with it. */
export function prefixed(word: string): readonly string[] {
  const own = prefixes.find(([script]) => script.test(word))
  return own ? own[1].map((prefix) => `${prefix}${word}`) : []
}
