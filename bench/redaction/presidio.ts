import { foldCase } from '../../src/redaction/letters.ts'
import { table } from '../figures.ts'
import type { Sentence } from './data.ts'
import { type Count, countTypes, type Found, findAll, leftApart, othersHidden } from './found.ts'
import { percent, share, type Show } from './report.ts'
import { baton, type Subject } from './subject.ts'

/** The classes of ours that answer for a type; any hides it, one of these names it rightly. */
const classesOf: Readonly<Record<string, RegExp>> = {
  EMAIL_ADDRESS: /^email$/,
  CREDIT_CARD: /^card$/,
  IBAN_CODE: /^iban$/,
  IP_ADDRESS: /^ipv[46]$/,
  PHONE_NUMBER: /^phone$/,
  US_SSN: /^us-ssn$/,
  US_DRIVER_LICENSE: /driver|licen[cs]e/,
  PERSON: /^(?:person|name)$/,
  ADDRESS: /^(?:address|place|location|postcode)$/,
  LOCATION: /^(?:address|place|location|postcode)$/,
  ORGANIZATION: /^(?:organisation|organization|company|org)$/,
}

/** Of the hits of the classes that answer for a type: how many lie on a label of such a type, and how many on any label. */
function precisionOf(type: string, found: readonly Found[], show?: Show): readonly string[] {
  const named = classesOf[type]!
  const types = new Set(
    Object.keys(classesOf).filter((name) => classesOf[name]!.source === named.source),
  )
  let right = 0
  let labelled = 0
  let all = 0
  for (const { sentence, hits } of found) {
    for (const hit of hits.filter((each) => named.test(each.type))) {
      const on = sentence.spans.filter((span) => span.start < hit.end && hit.start < span.end)
      all++
      if (on.length > 0) labelled++
      if (on.some((span) => types.has(span.type))) right++
      else show?.(`${type}:false`, on[0]?.type ?? 'no label', sentence.text, hit)
    }
  }
  return [share(right / all), share(labelled / all)]
}

/** Recall and precision by type: in the text profile, and for names also in lower case and when they are known. */
export async function presidioTable(sentences: readonly Sentence[], show: Show): Promise<string> {
  const subject = baton('text')
  const found = await findAll(subject, sentences)
  const counts = countTypes(found, show)
  const row = (
    name: string,
    count: Count | undefined,
    precision: readonly string[] = ['', ''],
  ): string[] =>
    count === undefined
      ? [name, '0', '-', '-', ...precision]
      : [
          name,
          String(count.all),
          share(count.touched / count.all),
          share(count.full / count.all),
          ...precision,
        ]
  const lower = await findAll(subject, sentences.map(namesInLowerCase))
  const allLower = await findAll(
    subject,
    sentences.map((sentence) => ({ ...sentence, text: lowerCase(sentence.text) })),
  )
  const keyed = await findAll(baton('log'), sentences.flatMap(phonesInLogLines))
  const names = sentences.flatMap((sentence) =>
    sentence.spans
      .filter((span) => span.type === 'PERSON')
      .map((span) => sentence.text.slice(span.start, span.end)),
  )
  const known = [...new Set(names)].map((value) => ({ class: 'person', value }))
  const told: Found[] = []
  for (const sentence of sentences) {
    const own = known.filter(({ value }) => sentence.text.includes(value))
    told.push({ sentence, hits: await baton('text', own).find(sentence.text) })
  }
  const lowerNames =
    (type: string): Show =>
    (given, ...rest) => {
      if (given === 'PERSON') show(type, ...rest)
    }
  const rows = Object.keys(classesOf).map((type) =>
    row(type, counts.get(type), precisionOf(type, found, show)),
  )
  rows.push(
    row(
      'PHONE_NUMBER, keyed in a log line, log profile',
      countTypes(keyed, (given, ...rest) => show(`${given}:keyed`, ...rest)).get('PHONE_NUMBER'),
    ),
    row(
      'PERSON, the name in lower case',
      countTypes(lower, lowerNames('PERSON:lower')).get('PERSON'),
    ),
    row(
      'PERSON, all in lower case',
      countTypes(allLower, lowerNames('PERSON:all-lower')).get('PERSON'),
    ),
    row('PERSON, known from metadata', countTypes(told, lowerNames('PERSON:known')).get('PERSON')),
  )
  return [
    table([
      ['type', 'labels', 'touched', 'fully hidden', 'precision', 'hits on any label'],
      ...rows,
    ]),
    '',
    `Letters and digits outside of every label that are hidden all the same: ${percent(othersHidden(found, show))}.`,
    `Left apart, since an incident needs its times and they name nobody: ${[...leftApart].join(', ')}.`,
  ].join('\n')
}

/** Each phone number as the value of a field in a log line. */
function phonesInLogLines({ text, template, spans }: Sentence): readonly Sentence[] {
  const forms = ['phone=', 'level=info msg="call back" mobile="', '{"phone_number":"', 'tel: ']
  return spans
    .filter(({ type }) => type === 'PHONE_NUMBER')
    .flatMap(({ start, end, type }) =>
      forms.map((before) => {
        const value = text.slice(start, end)
        const after = before.endsWith('"') ? '" took=23ms' : ' took=23ms'
        const span = { start: before.length, end: before.length + value.length, type }
        return { text: `${before}${value}${after}`, template, spans: [span] }
      }),
    )
}

function namesInLowerCase(sentence: Sentence): Sentence {
  let { text } = sentence
  for (const { start, end, type } of sentence.spans) {
    if (type === 'PERSON')
      text = text.slice(0, start) + lowerCase(text.slice(start, end)) + text.slice(end)
  }
  return { ...sentence, text }
}

/** Unit by unit, so that places stay. */
function lowerCase(text: string): string {
  return [...text]
    .map((char) =>
      char.toLowerCase().length === char.length ? char.toLowerCase() : foldCase(char),
    )
    .join('')
}

/** Recall of another redactor on the same sentences: how many of a type come out fully hidden, and what else goes. */
export async function peerRow(subject: Subject, sentences: readonly Sentence[]): Promise<string[]> {
  const found = await findAll(subject, sentences)
  const counts = countTypes(found)
  const of = (type: string): string => {
    const count = counts.get(type)
    return count === undefined ? '-' : share(count.full / count.all)
  }
  return [
    of('PERSON'), of('EMAIL_ADDRESS'), of('CREDIT_CARD'), of('PHONE_NUMBER'), of('IBAN_CODE'), of('US_SSN'), of('ADDRESS'),
    percent(othersHidden(found)),
  ] // prettier-ignore
}
