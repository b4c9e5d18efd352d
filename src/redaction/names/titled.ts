import type { Block } from './blocks.ts'
import { cue } from './cues.ts'
import { hashOf } from './fold.ts'
import { gap } from './gaps.ts'
import type { Reading } from './judge.ts'
import { flag, levelOf } from './packed.ts'
import { isCompound, isDerived } from './stems.ts'
import { shape, type Words } from './words.ts'

const person = flag.given | flag.family

/** Titles that are other words as well, or units of measure. */
const vague = new Set(
  'miss don dom dona ing sir sr ms hr lady lord judge captain madam professor seu rag rev opa oma bay pan ông bà em anh chị cô chú bác bạn padre sor doctor'.split(
    ' ',
  ),
)

/** What is done by, with or to somebody, without accents. */
const deeds = new Set(
  'danke dank tack takk tak merci gracias grazie obrigado obrigada gracies thanks rucksprache absprache gesprach telefonat termin anruf mail nachricht ticket grusse afspraak gesprek telefoontje bericht groeten samtal mote mail halsning samtale mode hilsen opkald appel reunion message rendez llamada correo mensaje cita chiamata riunione messaggio appuntamento chamada reuniao mensagem recado trucada missatge reunio ask asked asking speak spoke spoken talk talked talking reported raised approved reviewed requested written owned signed opened assigned handed escalated call gesprochen sprach spreche spricht telefoniert gemeldet nachgestellt gefragt fragen fragt frag gepruft bearbeitet erstellt eroffnet freigegeben gezeichnet ubernommen weitergeleitet abgesprochen rede reden spreek spreekt gesproken sprak gebeld gemeld gecontroleerd gevraagd vraag vragen bel aangemaakt goedgekeurd nagekeken doorgegeven pratat pratade talat talade rapporterat rapporterad anmalt fraga fragat godkant godkand granskad skapad ringde ring prata tala snakket talt talte rapporteret anmeldt spørg spurgt godkendt oprettet snakke tale snakka pratet rapportert meldt spør spurt godkjent opprettet snakk parle parler signale signalee remonte demandez demander demande transmis valide verifie cree ouvert reproduit confirme vu voir echange discute appele adressez hable hablado hablar habla pregunte pregunten preguntad preguntar pregunta pregunto reportado avisado informado aprobado revisado creado abierto reproducido hablando quede quedado parlato parlare parlo parla chiedete chiedere chieda chiedi segnalato riprodotto approvato creato aperto verificato sentito confermato falei falar falado fale fala pergunte perguntar pergunta procure procurar relatado aprovado criado aberto reproduzido conversei confirmado chama chamar parlat parlar pregunteu informat aprovat revisat obert reportat'.split(
    ' ',
  ),
)

/** Whether a word stands behind a title that is nothing else, where even `Sonntag`, `young` or `stein` is a name. */
export function isTitled({ words, vocabulary }: Reading, i: number, block: Block): boolean {
  const { hints, gap: gaps, shape: shapes } = words
  const joint = gaps[i]!
  if (i === 0 || block.vietnamese || (joint !== gap.space && joint !== gap.dot)) return false
  if (!(hints[i - 1]! & cue.title) || hints[i]! & (cue.title | cue.and | cue.role)) return false
  const form = shapes[i]!
  if (form > shape.mixed || form === shape.number) return false
  const title = spelling(words, i - 1)
  if (joint === gap.dot && title.length > 4) return false
  const own = vocabulary.get(hashOf(spelling(words, i)))
  if (own & flag.term && !(own & person)) return false
  const isHigh = !block.flat && form !== shape.lower
  if (vague.has(title)) return isHigh && (own & flag.given) !== 0 && shapes[i - 1] !== shape.lower
  if (isHigh) return (own & person) !== 0 || (hints[i]! & cue.never) !== 0
  return (own & person) !== 0 || levelOf(own, false) < 2
}

/** Whether a word says who the colleague, the neighbour or the technician before it is. */
export function isInRole(reading: Reading, i: number, block: Block): boolean {
  const { words, vocabulary } = reading
  const { hints, gap: gaps, bits, shape: shapes } = words
  const joint = gaps[i]!
  if (i === 0 || block.vietnamese || hints[i]! & (cue.role | cue.never)) return false
  if (!(hints[i - 1]! & cue.role) && !isDoneBy(words, i)) return false
  const form = shapes[i]!
  if (form > shape.mixed || form === shape.number || bits[i]! & flag.term) return false
  const isHigh = !block.flat && form !== shape.lower
  if (joint !== gap.space && !(isHigh && (joint === gap.colon || joint === gap.comma))) return false
  const level = levelOf(bits[i]!, block.english)
  if (bits[i]! & person) return isHigh || level < 3
  if (bits[i] !== 0 || words.end[i]! - words.start[i]! < 3) return false
  if (!isHigh && block.strange) return false
  const word = spelling(words, i)
  const tongue = { vocabulary, english: block.english }
  return !isDerived(word, tongue) && !isCompound(word, tongue)
}

/** Behind `reported by`, `gesproken met`, `preguntad por` and the like. */
function isDoneBy(words: Words, i: number): boolean {
  if (i < 2 || !(words.hints[i - 1]! & cue.agent) || words.gap[i] !== gap.space) return false
  if (words.gap[i - 1] !== gap.space) return false
  return deeds.has(folded(spelling(words, i - 2)))
}

function folded(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '')
}

function spelling({ text, start, end }: Words, i: number): string {
  return text.slice(start[i], end[i]).toLowerCase()
}
