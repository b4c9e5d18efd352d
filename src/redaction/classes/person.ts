import { textOnly, type Span, type TextClass } from './class.ts'

const word = `\\p{Lu}[\\p{L}\\p{M}'’-]{1,24}`
const particle = '(?:(?:van|von|de|der|den|del|della|da|di|du|la|le|el|bin|al|dos|y|ten) ){0,3}'
const name = `${word}(?: ${particle}(?:\\p{Lu}\\.|${word})){0,3}`
const fullName = `${word}(?: ${particle}(?:\\p{Lu}\\.|${word})){1,3}`
const title = '(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Herr|Frau|Señora?|Mme|M)\\.? )?'

/** Between the name and the value of a member of JSON, also within a string, and behind the value. */
const member = `\\\\?["'][ \\t]{0,4}:[ \\t]{0,4}\\\\?["']`
const closed = `(?=\\\\?["'])`

/** Words that begin with a capital after a greeting and name nobody. */
const nobody =
  /^(?:Team|All|Support|Everyone|Everybody|There|World|Sir|Madam|Customer|Customers|Colleagues?|Folks|Guys|User|Users|Admin|Engineering|Again|You|Your|We|The|This|That|It|Unable|Getting|Having|Writing|Not|Unknown|None|Null|Baton|Copilot|Claude|Error|Service|API|Production|Staging|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|\b(?:Team|Support|Service|Services|Department|Desk|Group|Sales|Engineering|Operations|Center|Centre|API)$/

const patterns: readonly RegExp[] = [
  `\\b(?:[Dd]ear|Hi|Hello|Hey|Hallo|Bonjour|Hola|[Tt]hanks|[Tt]hank you|Cheers),? ${title}(${name})`,
  `\\b(?:[Mm]y (?:full )?name(?: is|'s|’s|:)|[Nn]ame is|I am|I'm|I’m|[Cc]all me|[Ss]peaking (?:with|to)|[Ss]poke (?:with|to)|[Oo]n behalf of|[Rr]eported by|[Ss]igned by|[Cc]ontacted by|(?:customer|client|user|patient|guest)(?: is)?(?: named| called)) ${title}(${name})`,
  `\\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herr|Frau|Mme)\\.? (${name})`,
  `^[ \\t>*-]{0,8}(?:(?:[Ff]ull|[Ff]irst|[Ll]ast|[Cc]ustomer|[Cc]ontact|[Rr]eporter|[Aa]ccount|[Cc]ard ?holder)?[ _]?[Nn]ame|Surname|Reporter|Reported by|Contact|Contact person|Caller|Requester|Card ?holder|Account holder|Patient|Attn\\.?|Signed)[ \\t]{0,2}[:=][ \\t]{0,4}${title}(${name})`,
  `\\b(?:[Rr]egards|[Ss]incerely|[Ww]ishes|Best|Thanks|Cheers|Yours|Grüße|[Ss]aludos|[Cc]ordialement)[,.!]?[ \\t]{0,4}\\n[ \\t]{0,8}\\n?[ \\t]{0,8}[-–—]{0,2} ?(${name})(?=[ \\t]{0,4}(?:\\n|,|$))`,
  `\\b(?:[Tt]his is|[Cc]ontact(?:ed|ing)?|[Cc]alled|[Aa]sk(?:ed)?(?: for)?) ${title}(${fullName})`,
  `["'](?:surname|reporter|contact|caller|requester|patient|card_?holder)${member}${title}(${name})${closed}`,
  `["'](?:[Cc]ustomer|[Uu]ser)?[Nn]ame${member}${title}(${fullName})${closed}`,
  `\\b(${name}) (?:wrote|writes|called us|complained|reports that|says)\\b`,
].map((source) => new RegExp(source, 'gmud'))

/** Names where the words around them say so; tickets and chat only. */
export const person: TextClass = {
  name: 'person',
  profiles: textOnly,
  *scan(text): Iterable<Span> {
    for (const pattern of patterns) {
      for (const match of text.matchAll(pattern)) {
        const [start, end] = match.indices![1]!
        const value = match[1]!
        if (!nobody.test(value)) yield { start, end, value: value.toLowerCase() }
      }
    }
  },
}
