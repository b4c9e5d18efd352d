import { hashOf } from './fold.ts'
import { flag, levelOf, type Slots } from './packed.ts'

const longest = 40
const list = (words: string): readonly string[] => words.split(' ')

const englishEndings = list(
  's es ed d ing er ers or ors ly ally able ably ness less ful ment ments ion ions ity ies ied ier iest ish ism ist ists ize izes ized izing ise ised ises ising like wise wards al',
)
const endings = list(
  's es n en e em es er ern t te ten st et nd nde ung ungen lich liche lichen licher ische ischen ischer keit keiten heit heiten schaft in innen ien ion ionen a o os as i ns ment ments ement té tés eur euse eurs é ée és ées ons ez ent ait aient er ir re rai ra ria ção ções ción ciones zione zioni mente tion tions dad dade ando endo iendo ado ido ada ida ados idos adas idas ato ata ati ate ito uto are ere ire ar ade ande aren arna erna et na ene ene or ów ami ach em ie y ego ych ym ości ość anie enie lar ler dan den tan ten da de ta te nin nın un ün sı si ı i u ü yor di dı mi mı lik lık ssa sta lla lle ksi ista een ami ах ов ам ой ый ая ое ые ого ому ия ии ию ь ет ют ить ать ал али ить ся ки ка ку ости ость ение ания',
)
const beginnings = list(
  'un re pre non de dis mis over under sub super multi inter micro auto anti co out up back pseudo semi hyper meta',
)
const germanBeginnings = list(
  'ge ver be ent auf aus ab an ein vor zu um unter über los mit nach weiter her hin',
)

/** What a part of a word must be: for English, an English word; else one of any language. */
export interface Tongue {
  readonly vocabulary: Slots
  readonly english: boolean
}

/** Whether the word is made from a common one by an ending or a beginning. */
export function isDerived(word: string, tongue: Tongue): boolean {
  if (word.length > longest) return false
  for (const ending of tongue.english ? englishEndings : endings) {
    const stem = word.length - ending.length
    if (stem < 4 || !word.endsWith(ending)) continue
    const part = word.slice(0, stem)
    if (isCommon(part, tongue) || isCommon(`${part}e`, tongue) || isCommon(`${part}y`, tongue))
      return true
    if (!tongue.english && isCommon(`${part}en`, tongue)) return true
    if (part.at(-1) === part.at(-2) && isCommon(part.slice(0, -1), tongue)) return true
  }
  return (tongue.english ? beginnings : germanBeginnings).some(
    (start) =>
      word.startsWith(start) &&
      word.length - start.length > 3 &&
      isCommon(word.slice(start.length), tongue),
  )
}

const joints: Readonly<Record<'english' | 'other', readonly string[]>> = {
  english: [''],
  other: ['', 's', 'n', 'en', 'es', 'er', 'e'],
}

/** Whether the word is common ones written together, as German nouns and names of features are. */
export function isCompound(word: string, tongue: Tongue, depth = 2): boolean {
  const shortest = 4
  if (word.length > longest || depth === 0) return false
  for (let at = shortest; at <= word.length - shortest; at++) {
    const head = word.slice(0, at)
    if (!joints[tongue.english ? 'english' : 'other'].some((joint) => isHead(head, joint, tongue)))
      continue
    const tail = word.slice(at)
    if (isCommon(tail, tongue) || isDerived(tail, tongue) || isCompound(tail, tongue, depth - 1))
      return true
  }
  return false
}

function isHead(head: string, joint: string, tongue: Tongue): boolean {
  return head.endsWith(joint) && isCommon(head.slice(0, head.length - joint.length), tongue)
}

function isCommon(part: string, { vocabulary, english }: Tongue): boolean {
  if (part.length < 3) return false
  const bits = vocabulary.get(hashOf(part))
  if (bits & flag.term) return true
  return levelOf(bits, english) > (bits & (flag.given | flag.family) ? 1 : 0)
}
