import { join } from 'node:path'

import { closest } from '../../domain/closest.ts'
import { HandoffError } from '../../domain/error.ts'
import { type PromptItem, provenance, type Shelf, type ShelfItem } from '../../ports/shelf.ts'
import { markdownBelow, type TextFile } from './files.ts'
import { parseDocument, parsePrompt } from './front-matter.ts'

export interface ShelfOptions {
  readonly roots: { readonly resources: string; readonly prompts: string }
  /** The customer's folder: `resources/`, `prompts/` and `templates/` in it override ours by path. */
  readonly content?: string | undefined
  /** Documents that are made from the text that lies there, by path. */
  readonly made?: Readonly<Record<string, (text: string) => Promise<string>>>
}

/** Our folders and the customer's over them; read when first asked for, then kept. */
export function localShelf({ roots, content, made = {} }: ShelfOptions): Shelf {
  let resources: readonly ShelfItem[] | undefined
  let prompts: readonly PromptItem[] | undefined
  const own = (folder: string): string | undefined => content && join(content, folder)

  const shelf: Shelf = {
    resources() {
      resources ??= layered(
        markdownBelow(roots.resources),
        below(own('resources')),
        below(own('templates')).map((file) => ({ ...file, path: `templates/${file.path}` })),
      )
      return resources
    },
    prompts() {
      prompts ??= promptsOf(markdownBelow(roots.prompts), below(own('prompts')))
      return prompts
    },
    item(asked) {
      const path = normalise(asked)
      return shelf.resources().find((each) => each.path === path)
    },
    async read(asked) {
      const path = normalise(asked)
      const item = shelf.item(path)
      if (!item) throw unknownPath(path, shelf.resources())
      const make = Object.hasOwn(made, path) ? made[path] : undefined
      return make ? make(item.text) : item.text
    },
  }
  return shelf
}

function below(folder: string | undefined): readonly TextFile[] {
  return folder === undefined ? [] : markdownBelow(folder)
}

function layered(
  ours: readonly TextFile[],
  ...theirs: readonly (readonly TextFile[])[]
): readonly ShelfItem[] {
  const items = new Map<string, ShelfItem>()
  for (const file of ours) items.set(file.path, itemOf(file, false))
  for (const file of theirs.flat()) items.set(file.path, itemOf(file, true))
  return [...items.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

function itemOf({ path, text, sha256 }: TextFile, overridden: boolean): ShelfItem {
  const { description, ...document } = parseDocument(path, text)
  return { path, overridden, sha256, ...document, description: told(description, overridden) }
}

/** By name; the customer's come later and win, the order is ours. */
function promptsOf(ours: readonly TextFile[], theirs: readonly TextFile[]): readonly PromptItem[] {
  const items = new Map<string, PromptItem>()
  const take = (files: readonly TextFile[], overridden: boolean): void => {
    for (const prompt of files.flatMap(({ text }) => parsePrompt(text) ?? [])) {
      const description = told(prompt.description, overridden)
      items.set(prompt.name, { ...prompt, description, overridden })
    }
  }
  take(ours, false)
  take(theirs, true)
  return [...items.values()]
}

/** Listings show descriptions, so whoever chooses a document there sees whose text it is. */
function told(description: string, overridden: boolean): string {
  return overridden ? `${description} (${provenance})`.trim() : description
}

function normalise(path: string): string {
  return path
    .replace(/^baton:\/\//, '')
    .replace(/^\/+/, '')
    .replace(/^docs\//, '')
    .replace(/\.md$/, '')
}

function unknownPath(path: string, items: readonly ShelfItem[]): HandoffError {
  const close = closest(
    path,
    items.map((item) => item.path),
  )
  return new HandoffError('NOT_FOUND', 'There is no document at that path.', {
    hint: [
      ...(close.length > 0 ? [`Close: ${close.join(', ')}.`] : []),
      'get_document with path index lists all.',
    ].join(' '),
  })
}
