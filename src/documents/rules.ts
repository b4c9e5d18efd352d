import type { MicromarkToken, Rule } from 'markdownlint'

import { gapWords } from '../domain/placeholder.ts'
import { timestampLike, utcMinute } from './instants.ts'

type Report = (line: number, detail: string) => void

const namesRegion = /\b(?:regions?|clusters?)\s+[^\s.,;|]+/i
const targetTypes: readonly string[] = [
  'resourceDestinationString',
  'definitionDestinationString',
  'autolinkProtocol',
  'autolinkEmail',
  'literalAutolink',
]
const cellTypes: ReadonlySet<string> = new Set(['tableData', 'tableHeader'])
/** A file in the document's folder or below it. */
const ownFile =
  /^(?:\.\/)?(?:[\w-][\w.-]*\/)*[\w-][\w.-]*\.(?:md|svg|png|jpg|json|ndjson|csv|txt|log)(?:#[\w-]+)?$/
const placeholder = new RegExp(String.raw`\{\{|\{%|${gapWords}`)
/** A code span that is nothing but slots, such as those of an unfilled template. */
const angled = /^<[^<>]+>(?:=<[^<>]+>)?$/
/** A code span, or a value in one, that stands where something should stand. */
const filler = /^(?:[^=]*=)?(?:tbd|t\.b\.d\.?|todo|fixme|xxx+|to be (?:determined|done|defined))$/i

/** Baton's own rules; `hosts` are those whose links may stand in a document. */
export function ownRules(hosts: readonly string[]): Rule[] {
  return [
    rule('BATON001', 'utc-minutes', 'Times are UTC minutes, YYYY-MM-DDThh:mmZ', utcMinutes),
    rule(
      'BATON002',
      'row-region',
      'Each timeline row has a UTC minute and names its region',
      rowRegion,
    ),
    rule('BATON003', 'no-placeholder', 'No placeholder is left', noPlaceholder),
    rule('BATON004', 'allowed-links', 'Links go to allowed hosts only', (tokens, lines, report) => {
      allowedLinks(tokens, report, hosts)
      bareLinks(lines, tokens, report)
    }),
    rule(
      'BATON006',
      'evidence-manifest',
      'Every link to evidence stands in the manifest with its hash',
      evidenceManifest,
    ),
  ]
}

function rule(
  id: string,
  name: string,
  description: string,
  check: (tokens: readonly MicromarkToken[], lines: readonly string[], report: Report) => void,
): Rule {
  return {
    names: [id, name],
    description,
    tags: ['baton'],
    parser: 'micromark',
    function: (params, onError) => {
      const { tokens } = params.parsers.micromark
      check(tokens, params.lines, (lineNumber, detail) => onError({ lineNumber, detail }))
    },
  }
}

function utcMinutes(
  tokens: readonly MicromarkToken[],
  lines: readonly string[],
  report: Report,
): void {
  for (const [index, line] of withoutCode(lines, tokens).entries()) {
    for (const [found] of line.matchAll(timestampLike)) {
      if (!utcMinute.test(found)) report(index + 1, 'a time is not a UTC minute')
    }
  }
}

function rowRegion(
  tokens: readonly MicromarkToken[],
  _lines: readonly string[],
  report: Report,
): void {
  for (const table of all(tokens, ['table'])) {
    const [header, ...rows] = all([table], ['tableRow'])
    if (!header || cells(header)[0] !== 'Milestone') continue
    for (const row of rows) {
      const [, at = '', , notes = ''] = cells(row)
      if (!utcMinute.test(at)) report(row.startLine, 'the timestamp is not a UTC minute')
      if (!namesRegion.test(notes)) report(row.startLine, 'the notes name no region or cluster')
    }
  }
}

function noPlaceholder(
  tokens: readonly MicromarkToken[],
  lines: readonly string[],
  report: Report,
): void {
  for (const [index, line] of withoutCode(lines, tokens).entries()) {
    if (placeholder.test(line)) report(index + 1, 'a placeholder is left')
  }
  for (const code of all(tokens, ['codeTextData'])) {
    const text = code.text.trim()
    if (angled.test(text) || filler.test(text)) report(code.startLine, 'a placeholder is left')
  }
}

function allowedLinks(
  tokens: readonly MicromarkToken[],
  report: Report,
  hosts: readonly string[],
): void {
  const targets = all(tokens, targetTypes)
  for (const { text, startLine } of targets) {
    if (ownFile.test(text)) continue
    const url = URL.canParse(text) ? new URL(text) : undefined
    if (url?.protocol !== 'https:' || !hosts.includes(url.host)) {
      report(startLine, refused(url))
    }
  }
}

/** The manifest is the table whose first column is Evidence; a row of it counts when it shows a hash. */
function evidenceManifest(
  tokens: readonly MicromarkToken[],
  _lines: readonly string[],
  report: Report,
): void {
  const links = all(tokens, targetTypes).filter(({ text }) => /^(?:\.\/)?evidence\//.test(text))
  const tables = all(tokens, ['table']).map((table) => all([table], ['tableRow']))
  const rows = tables.flatMap(([header, ...body]) =>
    header && cells(header)[0] === 'Evidence' ? body : [],
  )
  const listed = new Set(rows.filter(showsHash).map(({ startLine }) => startLine))
  const known = new Set(
    links.filter(({ startLine }) => listed.has(startLine)).map(({ text }) => text),
  )
  for (const { text, startLine } of links) {
    if (!known.has(text)) report(startLine, 'a link names evidence that the manifest does not list')
  }
}

function showsHash(row: MicromarkToken): boolean {
  return all([row], ['codeTextData']).some(({ text }) => /^[0-9a-f]{12}$/.test(text))
}

/** Why a link is refused; its host is named when it is made of plain characters. */
function refused(url: URL | undefined): string {
  if (url === undefined) return 'a link goes neither to an allowed host nor to a file beside it'
  if (!/^[a-z\d.:-]{1,80}$/.test(url.host)) return 'a link goes to no host'
  if (url.protocol !== 'https:') return `a link to ${url.host} is not https`
  return `a link goes to ${url.host}, which is none of links in baton.yaml`
}

/** What a chat client or a browser would still turn into a link. */
function bareLinks(
  lines: readonly string[],
  tokens: readonly MicromarkToken[],
  report: Report,
): void {
  const known = new Set(all(tokens, targetTypes).map(({ text }) => text))
  for (const [index, line] of withoutCode(lines, tokens).entries()) {
    for (const [found] of line.matchAll(/\b[a-z][a-z\d+.-]*:\/\/[^\s<>)]+|\bwww\.[^\s<>)]+/gi)) {
      if (!known.has(found)) report(index + 1, 'a bare link is left')
    }
  }
}

/** The lines with code spans and code blocks blanked out. */
function withoutCode(
  lines: readonly string[],
  tokens: readonly MicromarkToken[],
): readonly string[] {
  const kept = [...lines]
  for (const code of all(tokens, ['codeText', 'codeFenced', 'codeIndented'])) {
    for (let line = code.startLine; line <= code.endLine; line += 1) {
      const text = kept[line - 1] ?? ''
      const from = line === code.startLine ? code.startColumn - 1 : 0
      const to = line === code.endLine ? code.endColumn - 1 : text.length
      kept[line - 1] = text.slice(0, from) + ' '.repeat(Math.max(0, to - from)) + text.slice(to)
    }
  }
  return kept
}

function cells(row: MicromarkToken): readonly string[] {
  return row.children
    .filter(({ type }) => cellTypes.has(type))
    .map((cell) =>
      all([cell], ['tableContent'])
        .map(({ text }) => text)
        .join('')
        .trim(),
    )
}

function all(
  tokens: readonly MicromarkToken[],
  types: readonly string[],
): readonly MicromarkToken[] {
  return tokens.flatMap((token) => [
    ...(types.includes(token.type) ? [token] : []),
    ...all(token.children, types),
  ])
}
