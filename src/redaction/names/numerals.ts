/** Numbers as they are said, of streets above all, without accents. */
const numerals = new Set(
  [
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred',
    'eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert',
    'een twee drie vijf zes zeven negen tien twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd',
    'ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo trettio fyrtio femtio sextio sjuttio åttio nittio hundra',
    'fire seks syv sju otte åtte ni ti elleve tretten fjorten femten seksten sytten atten nitten tyve tjue tredive tretti fyrre førti halvtreds femti tres seksti halvfjerds firs halvfems hundrede hundre',
    'deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent',
    'dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento doscientos',
    'due quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti ventuno ventidue ventitré trenta trentuno quaranta cinquanta sessanta settanta ottanta novanta cento',
    'dois duas três quatro sete oito dez doze treze catorze quinze dezesseis dezasseis dezessete dezoito dezenove vinte trinta quarenta cinquenta sessenta oitenta cem cento duzentos',
    'dues quatre sis set vuit nou deu onze dotze tretze quinze setze disset divuit dinou vint trenta quaranta cinquanta seixanta vuitanta noranta cent',
  ].flatMap((list) => list.split(' ').map(folded)),
)
/** Between the parts of a number. */
const joints = new Set(['y', 'e', 'et', 'i', 'and', 'und', 'en', 'og', 'och'])

/** Whether the word is a number, or ends in one as `einundvierzig` does. */
export function isNumeral(word: string): boolean {
  if (word.length < 2 || word.length > 20) return false
  const plain = folded(word)
  return (
    numerals.has(plain) ||
    /^\p{L}{3,7}(?:und|en|og)(?:zwanzig|drei(?:ss|s)ig|vierzig|funfzig|sechzig|siebzig|achtzig|neunzig|twintig|dertig|veertig|vijftig|zestig|zeventig|tyve|tredive|fyrre|halvtreds|tres)$/u.test(
      plain,
    ) ||
    /^(?:vent|trent|quarant|cinquant|sessant|settant|ottant|novant|tjugo|trettio|fyrtio|femtio)\p{L}{2,7}$/u.test(
      plain,
    )
  )
}

/** Whether the word joins two parts of a number, as in `cuarenta y dos`. */
export function isNumeralJoint(word: string): boolean {
  return joints.has(word)
}

function folded(word: string): string {
  return word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace('ß', 'ss')
}
