import { allowedUrl } from '../../documents/escape.ts'
import type { Incident } from '../../domain/incident.ts'
import type { Audience } from '../../domain/publication.ts'
import { requestsOf } from '../../domain/request.ts'
import type { ReadContext } from '../tool.ts'

const tail = String.raw`[^\s<>"')\]]`
const bare =
  'tel|sms|smsto|mms|mmsto|mailto|callto|sips?|xmpp|skype|facetime|whatsapp|tg|geo|javascript|vbscript|data|file|ftp|blob|about|intent|market|magnet|slack|msteams|view-source'
/** Any scheme before a slash, a slash that inherits its scheme, and the schemes that go without. */
const links = new RegExp(
  String.raw`(?:\b[a-z][a-z\d+.-]{0,20}:)?[\\/]{2}${tail}+|\b[a-z][a-z\d+.-]{0,20}:[\\/]${tail}*|\b(?:${bare}):\S+`,
  'gi',
)
const part = String.raw`[\p{L}\p{M}\p{N}\p{Extended_Pictographic}_-]`
/** Letters behind a dot: endings are too many to list, so versions, decimals and abbreviations pass by their shape alone. */
const hosts = new RegExp(
  String.raw`(?<!${part})(?:(?:${part}+\.)+\p{L}\p{M}*\p{L}${part}*|localhost(?!${part}))(?::\d{1,5})?`,
  'giu',
)
/** Files that Baton writes or reads, and a version before its release; nothing else with letters behind a dot is no host. */
const noHost =
  /^(?:(?:packet|timeline|recipe|update|wrapup)\.md|baton\.yaml|EV-[0-9A-Z]{2,20}\.(?:txt|ndjson)|v?\d+(?:\.\d+)+\.(?:alpha|beta|rc)\d*)$/i

/** Services of the configuration and flags of this incident may bear dots; colleagues read them, no link may lead there. */
export function ownNames(
  incident: Incident,
  audience: Audience,
  { services }: Pick<ReadContext, 'services'>,
): readonly string[] {
  if (audience === 'customers') return []
  return [...services.map(({ name }) => name), ...requestsOf(incident).map(targetOf)]
}

/** Links and hosts that a text names although they are none of the allowed ones nor a name of ours. */
export function strangeAddresses(
  text: string,
  allowed: readonly string[],
  names: readonly string[],
): readonly string[] {
  const strange: string[] = []
  const rest = folded(text).replace(links, (found) => {
    const address = found.replace(/[.,;:!?]+$/, '')
    if (allowedUrl(address, allowed) === undefined) strange.push(found)
    return ' '
  })
  const isKnown = knownAs([...allowed, ...names])
  const named = [...rest.matchAll(hosts)].map(([found]) => found)
  return [...strange, ...named.filter((found) => !isKnown(found))]
}

/** The same text with all addresses left out; names of ours stay. */
export function withoutAddresses(text: string, names: readonly string[]): string {
  const isKnown = knownAs(names)
  const plain = folded(text)
  const left = plain
    .replace(links, '(link left out)')
    .replace(hosts, (found) => (isKnown(found) ? found : '(host left out)'))
  return left === plain ? text : left
}

function knownAs(names: readonly string[]): (found: string) => boolean {
  const known = new Set(names.map((name) => name.toLowerCase()))
  return (found) => noHost.test(found) || known.has(found.toLowerCase())
}

function targetOf({ proposal }: { readonly proposal: { readonly target: string } }): string {
  return proposal.target
}

/** As readers' programs take it: full-width letters and dots are plain ones. Between ideographs such a dot ends a sentence. */
function folded(text: string): string {
  return text.normalize('NFKC').replace(/\u3002(?=[\p{Script=Latin}\d])/gu, '.')
}
