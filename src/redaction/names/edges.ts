import type { Block } from './blocks.ts'
import { cue } from './cues.ts'
import { gap } from './gaps.ts'
import { isNumeral } from './numerals.ts'
import type { Run } from './runs.ts'
import { shape, type Words } from './words.ts'

/** What stands behind a street and its number: stairs, floors, doors, boxes and blocks, in words or ordinals. */
const within =
  /(?:[,;]? ?\(?(?:(?:bus|bte|boîte|portal|esc(?:alera)?|scala|int(?:erno)?|bloco|bl|bloque|casa|lote|apto?|ap|andar|planta|piso|puerta|pta|nave|lgh|bât(?:iment)?|étage|stock|etage|wohnung|whg|haus|aufgang|stiege|tür|top|flat|unit|suite|room|edifício|edificio|ed|sala|conj|fração|opg|inng|uppg)\.? ?[A-Z]?\d{0,4}[A-Za-z]?(?![\p{L}\p{N}])|\d{1,2}\.?[ºª°o]\.?(?: ?(?:izda|izq|dcha|der|esq|dto|frente)\.?| ?[A-Z](?![\p{L}\p{N}]))?|(?:\d{1,2}|st)\. ?(?:tv|th|mf|sal|og|stock)\.?(?![\p{L}\p{N}])|\d{1,2}(?:n|r|t|è|er) \d{1,2}(?:a|n|r|t)(?![\p{L}\p{N}])|(?:hinter|vorder|garten)haus|seitenflügel)\)?)+/iuy
/** A house number that was left between a street and a postal code or a box. */
const house =
  /,? ?(?:nr?[º°.]? ?)?\d{1,4}(?:[-/ ]?[A-Za-z]{1,2}|[-/]\d{1,3})?(?=, ?\d{4,5}| (?:bus|bte|portal|lgh)(?!\p{L}))/iuy
/** A state behind a city: `Belém/PA`, `Ouro Preto - MG`. */
const state = /(?: ?\/ ?| ?[-–] )[A-Z]{2}(?![\p{L}\p{N}])/uy
const heads = new Set(
  'am an im in zum zur auf unter hinter vor alte alter altes neue neuer obere unterer untere oberer lange große grosse kleine hohe breite'.split(
    ' ',
  ),
)

/** The runs, with addresses reaching over the first word of a street and over stairs, floors and doors. */
export function withEdges(words: Words, runs: readonly Run[], block: Block): readonly Run[] {
  return runs.map((run, at) => {
    const floor = runs[at - 1]?.to ?? block.from
    const next = runs[at + 1]
    const limit = next ? words.start[next.from]! : words.text.length
    const start = run.class === 'address' ? headOf(words, run.from, floor) : run.from
    const end = run.end ?? words.end[run.to - 1]!
    const further = solidEnd(
      words.text,
      Math.min(reach(words.text, end, run.class === 'address'), limit),
    )
    if (start === run.from && further <= end) return run
    return further > end
      ? { ...run, from: start, class: 'address', end: further }
      : { ...run, from: start }
  })
}

/** How far an address reaches behind what is already known of it. */
function reach(text: string, from: number, isAddress: boolean): number {
  let end = after(house, text, from)
  if (!isAddress && end === from) return from
  end = after(within, text, end)
  return after(state, text, end)
}

/** Before the spaces and commas that a part may end with. */
function solidEnd(text: string, end: number): number {
  let at = end
  while (' ,;('.includes(text[at - 1]!)) at--
  return at
}

function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

/** Where a street begins whose first words stand before what is known of it: `Am`, `Av. de`, `Chaussée de`. */
function headOf(
  { gap: gaps, hints, shape: shapes, text, start, end }: Words,
  at: number,
  floor: number,
): number {
  let first = at
  for (let i = at - 1; i >= floor && at - i < 5; i--) {
    const joint = gaps[i + 1]!
    if (joint !== gap.space && joint !== gap.dot && joint !== gap.apostrophe) break
    const isHigh = shapes[i] === shape.capital || shapes[i] === shape.initial
    if (isHigh && hints[i]! & (cue.street | cue.streetFirst)) first = i
    else if (isHigh && heads.has(text.slice(start[i], end[i]).toLowerCase())) first = i
    else if (joint === gap.space && isNumeral(text.slice(start[i], end[i]))) return i
    else if (joint === gap.dot || !(hints[i]! & cue.particle)) break
  }
  return first
}

/** `the corner of` belongs to what follows. */
export function cornerBefore(words: Words, block: Block, from: number): number {
  if (from - 2 < block.from) return from
  const corner = /(?:the )?corner of $/i.exec(
    words.text.slice(Math.max(0, words.start[from]! - 14), words.start[from]),
  )
  if (!corner) return from
  return corner[0].length > 10 && from - 3 >= block.from ? from - 3 : from - 2
}
