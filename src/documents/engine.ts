import type { Liquid } from 'liquidjs'

import { HandoffError } from '../domain/error.ts'
import { codeSpan, commandSpan, fencedBlock, linkOrText, markdown, outputEscape } from './escape.ts'

const millisecondsPerRender = 2_000
const mostCharacters = 200_000

/**
 * Fills one Liquid template. Every value passes the escaper, whatever filter comes last; no file is ever read.
 * Own filters: `code`, `command` (list items only), `fence`, `link`. Throws INTERNAL for a template that cannot be filled.
 */
export async function fillTemplate(
  template: string,
  model: object,
  hosts: readonly string[],
): Promise<string> {
  const engine = await makeEngine(hosts)
  try {
    const text: unknown = await engine.parseAndRender(template, model)
    return tidy(String(text))
  } catch (cause) {
    throw new HandoffError('INTERNAL', 'A document template cannot be filled.', {
      hint: 'Check the template of this document in the content folder; without one there, report a defect.',
      detail: cause instanceof Error ? cause.message : 'unknown',
      cause,
    })
  }
}

async function makeEngine(hosts: readonly string[]): Promise<Liquid> {
  const { Liquid } = await import('liquidjs')
  const engine = new Liquid({
    ownPropertyOnly: true,
    strictVariables: true,
    strictFilters: true,
    templates: {},
    dynamicPartials: false,
    parseLimit: mostCharacters,
    renderLimit: millisecondsPerRender,
    memoryLimit: 10_000_000,
    outputEscape,
  })
  engine.registerFilter('raw', (value: unknown) => value)
  engine.registerFilter('code', (value: unknown) => markdown(codeSpan(plain(value))))
  engine.registerFilter('command', (value: unknown) => markdown(commandSpan(plain(value))))
  engine.registerFilter('fence', (value: unknown) => markdown(fencedBlock(plain(value))))
  engine.registerFilter('link', (value: unknown) => markdown(linkOrText(plain(value), hosts)))
  return engine
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new TypeError('A template formatted a structure.')
}

/** Blank lines that conditions leave behind, outside fences, and one line break at the end. */
function tidy(text: string): string {
  let open = ''
  const lines: string[] = []
  for (const line of text.split('\n')) {
    const rail = /^`{3,}/.exec(line)?.[0]
    if (rail !== undefined && (open === '' || line.trim() === open)) open = open === '' ? rail : ''
    const blank = line.trim() === ''
    if (open === '' && blank && (lines.length === 0 || lines.at(-1) === '')) continue
    lines.push(open === '' && blank ? '' : line)
  }
  return `${lines.join('\n').trimEnd()}\n`
}
