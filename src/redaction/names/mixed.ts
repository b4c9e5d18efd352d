import { hashOf } from './fold.ts'
import { flag, type Slots } from './packed.ts'

const patronymic =
  /^(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|O|Fitz|Des|Del|El|Al|Da|Lo|San|St)\p{Lu}\p{Ll}{2,}$/u
const codeWord =
  /(?:Exception|Error|Service|Manager|Factory|Handler|Controller|Client|Server|Listener|Config|Provider|Builder|Adapter|Job|Task|Worker|Pool|Store|Api|API|Id|ID|Url|Test|Request|Response|Event|Queue|Cache|Gateway|Proxy|Session|Token|Key|Set|Map|List|Type|Impl|Utils?|SDK|DB|SQL|OS)$/

/** Whether a word with capitals within, such as `McKay`, `LendingClub` or `HikariPool`, names somebody, some product or nothing. */
export function partsOfMixed(word: string, vocabulary: Slots): 'name' | 'product' | 'code' {
  if (patronymic.test(word)) return 'name'
  if (!/^\p{Lu}/u.test(word) || word.length > 40 || codeWord.test(word)) return 'code'
  const parts = word.match(/\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}+(?!\p{Ll})/gu) ?? []
  if (parts.length > 3) return 'code'
  const isKnown = (part: string): boolean =>
    (vocabulary.get(hashOf(part)) & (flag.english | flag.foreign | flag.term)) !== 0 ||
    /^\p{Lu}+$/u.test(part)
  return parts.every(isKnown) ? 'product' : 'name'
}
