import type { Json, JsonObject } from './json.ts'

const allowedAddress = /\bhttps:\/\/([\w.-]{1,253}(?::\d{1,5})?)(?=[/?#\s"'<>)\]]|$)/gi
const scheme = /:(?=\/\/)/g
const www = /\bwww\.(?=[\w-])/gi
/** What makes a link or an image of Markdown: its address, or the name that an address is defined for. */
const linkMark = /\](?=\()|^([ >]{0,8}\[[^\]\n]{1,200}\])(?=:)/gm
/** Tags that fetch or lead somewhere. */
const tag =
  /<(?=\/?(?:a|area|audio|base|embed|form|iframe|image|img|input|link|meta|object|picture|script|source|style|svg|video)\b)/gi
const acting = /\b(javascript|vbscript):/gi
const mayAct = /:\/\/|www\.|\]\(|\]:|<|script:/i

/**
 * Text in which no address, image, link, definition or tag leads or fetches anywhere when somebody shows it as Markdown or
 * HTML; https addresses at an allowed host stay. `hosts` are exact names, with a port where one is meant.
 */
export function defanged(text: string, hosts: readonly string[]): string {
  if (!mayAct.test(text)) return text
  const inert = text
    .replace(linkMark, (mark) => `${mark} `)
    .replace(tag, '< ')
    .replace(acting, '$1[:]')
  const parts: string[] = []
  let from = 0
  for (const match of inert.matchAll(allowedAddress)) {
    if (!hosts.includes(match[1]!.toLowerCase())) continue
    const end = match.index + match[0].length
    parts.push(broken(inert.slice(from, match.index)), inert.slice(match.index, end))
    from = end
  }
  return `${parts.join('')}${broken(inert.slice(from))}`
}

/** The same for every text that is wrapped with a source; what Baton itself serves stays as it is. */
export function defangAll(value: Json, hosts: readonly string[]): Json {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((item: Json) => defangAll(item, hosts))
  const { from, text, ...rest } = value as JsonObject
  if (typeof from === 'string' && typeof text === 'string') {
    return from === 'shelf' ? value : { from, text: defanged(text, hosts), ...rest }
  }
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([key, member]) => [
      key,
      member && defangAll(member, hosts),
    ]),
  )
}

function broken(text: string): string {
  return text.replace(scheme, '[:]').replace(www, (start) => `${start.slice(0, 3)}[.]`)
}
