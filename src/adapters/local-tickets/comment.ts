import type { CommentMarks } from '../../ports/tickets.ts'

const datedHeading = /^([ \t]*)(##[ \t]+\d{4}-\d\d-\d\dT)/gm
/** What `refOf` writes, also where a quotation or an indent stands before it. */
const refLine = /^([ \t>]*)R(?=ef\b)/gm
/** The last line of a signed note; without it the lines above are no checkpoint. */
const signatureLine = /^([ \t>]*)\u2014(?=[ \t])/gm

/** A comment as it stands in the file. Lines of its text that could pass for another comment's are spelled otherwise. */
export function commentOf(
  at: string,
  heading: string,
  text: string,
  { key, checkpoint }: CommentMarks,
): string {
  const title = heading.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  const parts = [`## ${at} ${title}`, inert(text)]
  if (checkpoint) parts.push(`\`\`\`text\n${checkpoint.trimEnd()}\n\`\`\``)
  // Last, so that a comment that was cut off is never taken for written.
  if (key !== undefined) parts.push(refOf(key))
  return `\n\n${parts.join('\n\n')}\n`
}

/** The instant of the comment of that key in a file; undefined when there is none. */
export function commentedAt(file: string, key: string): string | undefined {
  const plain = file.replace(/\r\n?/g, '\n')
  const place = `${plain}\n`.indexOf(`\n${refOf(key)}\n`)
  if (place < 0) return undefined
  const before = plain.slice(0, place)
  return /^## (\S+)/.exec(before.slice(before.lastIndexOf('\n## ') + 1))?.[1] ?? ''
}

function refOf(key: string): string {
  return `Ref ${key.replace(/[\s\p{Cc}]+/gu, ' ')}`
}

function inert(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(datedHeading, '$1\\$2')
    .replace(refLine, '$1&#82;')
    .replace(signatureLine, '$1&mdash;')
    .trim()
}
