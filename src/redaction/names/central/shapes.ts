import { flag } from '../packed.ts'

/** Endings of family names that hardly any other word has, in any case: `Brzęczyszczykiewicza`, `Власенка`, `Virtasen`. */
const family = new RegExp(
  `(?:${[
    '(?:[scdz]k)(?:i|a|iego|iemu|im|iej|ą)(?<=\\p{L}{7})|(?:wicz|czyk|czak|szczak|iuk|ciak|niak)(?:a|owi|em|u|owa|owie|ów)?',
    '(?:ov|ev)(?:á|ou|é)|[ií]kov(?:á|ou|é)|(?:íček|áček|eček|oušek)|íčk(?:a|ovi|em|u)',
    '(?:ović|ević|avić|nić|čić|ić)(?:a|u|em|ka|i)?',
    'енк(?:о|а|у|ом|ові|ой)|(?:[чнтлрдс]ук|[чнтлрд]юк|чак|щак)(?:а|у|ом|ові|ові)?|ськ(?:ий|ого|ому|им|а|ої|ій|у|ою)(?<=\\p{Lu}.*)',
    '(?:[нклтрдсвбпмгхзч][оеё]в|[тнксрдшл]ин)(?:а|у|ым|ой|е|у)?(?<=\\p{Lu}.*)',
    '(?:дзе|швили|швілі|ян[уа]?)(?<=\\p{Lu}.*)',
    '(?:escu|eanu|ăscu)(?:lui)?',
    '(?:[lknrtmsvp][aäeiouyö]inen|[kltnpsrmv]{2}inen|[aeiouyäö][kltnpsrmv]inen)|(?:ainen|inen)(?<=\\p{Lu}.*)',
    'oğlu|gil(?<=\\p{Lu}.*)',
    '(?:auskas|auskien[eė]|auskait[eė]|evičius|avičius|ūnas|aitis|ienė|ytė|aitė|utė)(?<=\\p{Lu}.*)',
    '(?:iņš|ņš|sons|kalns|bergs)(?<=\\p{Lu}.*)',
    '(?:όπουλος|οπούλου|όπουλου|ίδης|ίδη|άκης|άκη|ιάδης|ιάδη|άκου|ίδου|έλης)(?<=\\p{Lu}.*)',
  ].join('|')})$`,
  'u',
)
const patronymic =
  /(?:[оеє]вич(?:а|у|ем|і|еві|ові)?|(?:ов|ев)н(?:а|ы|е|у|ой)|[ії]вн(?:а|и|і|у|ою)|льич(?:а|у|ом)?)$/u

/** What the ending of an unknown word says it is: a family name, or a patronymic, which counts as a given name; else 0. */
export function shapedAs(word: string): number {
  if (word.length < 5 || word.length > 30) return 0
  if (patronymic.test(word.toLowerCase())) return flag.given | flag.family
  return family.test(word) ? flag.family : 0
}
