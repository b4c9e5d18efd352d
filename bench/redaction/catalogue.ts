import { american } from '../../src/redaction/classes/national/americas.ts'
import { asian } from '../../src/redaction/classes/national/asia.ts'
import { documents } from '../../src/redaction/classes/national/documents.ts'
import { european } from '../../src/redaction/classes/national/europe.ts'
import { keyed } from '../../src/redaction/classes/vendor/keyed-table.ts'
import {
  markedTokens,
  numberedTokens,
  signedAzureKey,
} from '../../src/redaction/classes/vendor/marked.ts'
import { formats } from '../../src/redaction/classes/vendor/tokens.ts'
import { table } from '../figures.ts'

/** What the tables of the redaction hold; the documents name these figures and a test compares them. */
export interface Catalogue {
  readonly ids: number
  readonly checkedIds: number
  readonly countries: number
  readonly papers: number
  readonly formats: number
  readonly vendors: number
}

/** Ids are named by the country's code; a few belong to several countries and count for none. */
export function catalogue(): Catalogue {
  const ids = [...european, ...american, ...asian]
  const marked = [...markedTokens, ...numberedTokens, signedAzureKey]
  const codes = ids.map(({ name }) => name.split('-')[0]!).filter((code) => code.length === 2)
  return {
    ids: ids.length,
    checkedIds: ids.filter(({ check }) => check !== undefined).length,
    countries: new Set(codes).size,
    papers: Object.keys(documents).length,
    formats: formats.length + marked.length,
    vendors: new Set([
      ...formats.map(([vendor]) => vendor),
      ...marked.map(({ name }) => name.split('-')[0]!),
      ...keyed.map(([names]) => vendorOf(names)),
    ]).size,
  }
}

/** The first of a vendor's names in a pattern, without what may be left out of it. */
function vendorOf(names: string): string {
  return names.split('|')[0]!.replace(/\(\?:[^)]*\)\?|\[_-\]\?/g, '')
}

export function catalogueTable(): string {
  const { ids, checkedIds, countries, papers, formats: published, vendors } = catalogue()
  return table([
    ['what is known', 'kinds'],
    ['national ids', `${ids}, ${checkedIds} of them with a check`],
    ['countries and territories of these', String(countries)],
    ['papers by their labels', String(papers)],
    ['published formats of tokens', String(published)],
    ["vendors of these and of keys known by the vendor's name", String(vendors)],
  ])
}
