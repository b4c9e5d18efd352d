import * as z from 'zod'

import type { PromptItem } from '../../ports/shelf.ts'
import { splitFrontMatter } from '../files/front-matter.ts'

const About = z.object({ title: z.string().optional(), description: z.string().optional() })

const AboutPrompt = About.extend({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  arguments: z
    .array(
      z.object({
        name: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
        description: z.string().default(''),
        required: z.boolean().default(false),
      }),
    )
    .max(10)
    .default([]),
})

/** Title, description and text of a document; a missing title is its first heading, else its path. */
export function parseDocument(
  path: string,
  file: string,
): { title: string; description: string; text: string } {
  const { head, text } = split(file)
  const about = About.safeParse(head).data
  const heading = /^# (.+)$/m.exec(text)?.[1]
  return {
    title: about?.title ?? heading ?? path,
    description: about?.description ?? '',
    text,
  }
}

/** A prompt; undefined when its front matter does not name it. */
export function parsePrompt(file: string): Omit<PromptItem, 'overridden'> | undefined {
  const { head, text } = split(file)
  const about = AboutPrompt.safeParse(head).data
  if (!about) return undefined
  const { name, title, description } = about
  return {
    name,
    title: title ?? name,
    description: description ?? '',
    arguments: about.arguments,
    text,
  }
}

function split(file: string): { head: unknown; text: string } {
  const { head = {}, text } = splitFrontMatter(file, 'core')
  return { head, text: text.trimStart() }
}
