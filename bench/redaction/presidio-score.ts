import type { Labelled } from './data.ts'

/**
 * The two evaluations that presidio-research describes in `docs/token_evaluation.md` and `docs/span_evaluation.md`
 * (commit 7622dec), written from that description: any PII against none, types apart. Its tokeniser is spaCy's and its list of
 * skip words is longer; ours are `tokensOf` and `skipWords`.
 */
export interface Score {
  readonly precision: number
  readonly recall: number
  readonly f2: number
}

/** What counts: spans right or partly right, spans predicted and spans annotated. */
export interface Tally {
  right: number
  predicted: number
  annotated: number
}

export interface Token {
  readonly start: number
  readonly end: number
  readonly word: string
}

const skipWords = new Set(
  (
    '! " # $ % & \' ( ) * + , - . / : ; < = > ? @ [ \\ ] ^ _ ` { | } ~ ' +
    "'s street st. st de rue via and a an the or do as of at by for from in on to with is are was be it this that not no i my me " +
    'you your he his him she her we our us they their them who what where when which how if so but ' +
    'day address country state city zip po p.o. box apt unit suite corner mr. mrs. ms. miss dr. year years old month months ' +
    'week weeks days morning noon afternoon night evening first last age ago inc inc. company'
  ).split(' '),
)

const isAbbreviation = /^(?:mrs?|ms|dr|st|inc|jr|sr|prof|co|ltd|\p{L}(?:\.\p{L})*)\.$/iu

export function newTally(): Tally {
  return { right: 0, predicted: 0, annotated: 0 }
}

/** F with a beta of 2, in which recall weighs more. */
export function scoreOf({ right, predicted, annotated }: Tally): Score {
  const precision = predicted === 0 ? Number.NaN : right / predicted
  const recall = annotated === 0 ? Number.NaN : right / annotated
  return { precision, recall, f2: (5 * precision * recall) / (4 * precision + recall) }
}

/** Words and marks much as spaCy's English rules cut them: outer punctuation, `'s` and hyphens between letters stand alone. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  for (const { 0: chunk, index } of text.matchAll(/\S+/g)) {
    const head = /^[^\p{L}\p{N}+]*/u.exec(chunk)![0].length
    const tail = isAbbreviation.test(chunk.slice(head))
      ? 0
      : /[^\p{L}\p{N}]*$/u.exec(chunk)![0].length
    const inner = head === chunk.length ? '' : chunk.slice(head, chunk.length - tail)
    let at = index
    const add = (words: readonly string[]): void => {
      for (const word of words) {
        if (word !== '') tokens.push({ start: at, end: at + word.length, word: word.toLowerCase() })
        at += word.length
      }
    }
    add(chunk.slice(0, head).split(''))
    add(inner.split(/((?<=\p{L})[-/](?=\p{L})|['’]s$)/u))
    if (inner !== '') add(chunk.slice(chunk.length - tail).split(''))
  }
  return tokens
}

function isIn(token: Token, spans: readonly Labelled[]): boolean {
  return spans.some(
    (span) =>
      (span.start <= token.start && token.start < span.end) ||
      (token.start <= span.start && span.end <= token.end && span.end > span.start),
  )
}

/** Token by token; a skip word that is right counts, one that is wrong does not. */
export function addTokens(
  tally: Tally,
  tokens: readonly Token[],
  annotated: readonly Labelled[],
  predicted: readonly Labelled[],
): void {
  for (const token of tokens) {
    const truth = isIn(token, annotated)
    const said = isIn(token, predicted)
    if (truth !== said && skipWords.has(token.word)) continue
    if (truth) tally.annotated++
    if (said) tally.predicted++
    if (truth && said) tally.right++
  }
}

/**
 * Span by span: neighbouring tokens with nothing but skip words between them are one span, and one that a prediction, or
 * several together, overlap by that share of their union (IoU, in characters) is found. Else it is missed and they are wrong.
 */
export function addSpans(
  tally: Tally,
  tokens: readonly Token[],
  annotated: readonly Labelled[],
  predicted: readonly Labelled[],
  threshold: number,
): void {
  const truths = joined(tokens, annotated)
  const said = joined(tokens, predicted)
  for (const truth of truths) {
    tally.annotated++
    const touching = said.filter((span) => span.start < truth.end && truth.start < span.end)
    if (touching.length === 0) continue
    tally.predicted++
    if (iou(truth, touching) >= threshold) tally.right++
  }
  tally.predicted += said.filter((span) =>
    truths.every((truth) => span.end <= truth.start || truth.end <= span.start),
  ).length
}

interface Stretch {
  readonly start: number
  readonly end: number
}

function joined(tokens: readonly Token[], spans: readonly Labelled[]): readonly Stretch[] {
  const result: { start: number; end: number }[] = []
  let open = false
  for (const token of tokens) {
    if (skipWords.has(token.word)) continue
    const inside = isIn(token, spans)
    const last = result.at(-1)
    if (inside && open && last) last.end = token.end
    else if (inside) result.push({ start: token.start, end: token.end })
    open = inside
  }
  return result
}

function iou(truth: Stretch, touching: readonly Stretch[]): number {
  const inside = touching.reduce(
    (sum, span) => sum + Math.min(span.end, truth.end) - Math.max(span.start, truth.start),
    0,
  )
  const total = touching.reduce((sum, span) => sum + span.end - span.start, 0)
  return inside / (truth.end - truth.start + total - inside)
}
