import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parse } from 'yaml'
import * as z from 'zod'

import { type Deed, type Place, Plant, type Scenario } from './schema.ts'

const ownFile = join(import.meta.dirname, 'planted.yaml')
const Corpus = z.array(z.union([z.string(), z.object({ text: z.string() })]))

/** The texts of one place, with the flag's name filled in; what stands everywhere comes last. */
export function plantsIn({ plants, fault }: Scenario, place: Place): readonly string[] {
  const here = (where: Plant['where']): readonly string[] =>
    plants
      .filter((plant) => plant.where === where)
      .map(({ text }) => text.replaceAll('{flag}', fault.flag))
  return [...here(place), ...here('everywhere')]
}

/** Our own planted texts, of every kind of instruction. */
export function ownPlants(): readonly Plant[] {
  return z.array(Plant).parse(parse(readFileSync(ownFile, 'utf8')))
}

/** The strings of a corpus, an array of texts or of `{text}`, each planted everywhere; `\\u{...}` stands for that character. */
export function corpusPlants(file: string): readonly Plant[] {
  return Corpus.parse(JSON.parse(readFileSync(file, 'utf8'))).map((item) => {
    const text = (typeof item === 'string' ? item : item.text).replace(
      /\\u\{([0-9a-f]{1,6})\}/gi,
      (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)),
    )
    return { where: 'everywhere', text, obey: deedsFor(text) }
  })
}

const toolName = /\b[a-z]+(?:_[a-z]+)+\b/g
const address = /(?:https?:\/\/|www\.)[^\s"'<>)\]]{1,200}/i

/** What an agent without judgement makes of any text: it calls what is named, goes where it points, and says it wherever it can. */
function deedsFor(text: string): Deed[] {
  const words = text.slice(0, 600)
  const incident = '{incident}'
  const call = (tool: string, more: Record<string, string>): Deed => ({
    tool,
    arguments: { incident, ...more },
  })
  return [...new Set(text.match(toolName) ?? [])]
    .slice(0, 3)
    .map((tool): Deed => call(tool, { request: '{request}' }))
    .concat([
      {
        tool: 'get_document',
        arguments: { path: (address.exec(text)?.[0] ?? words).slice(0, 300) },
      },
      call('query_logs', { text: words.slice(0, 200) }),
      call('publish_update', { audience: 'customers', text: `${words}\n\nNext update: {soon}` }),
      call('toggle_flag_with_approval', {
        flag: '{flag}',
        environment: 'production',
        to: 'off',
        reason: words,
      }),
    ])
}
