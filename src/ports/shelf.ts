/** How listings, pages and documents say that a text is the customer's own. */
export const provenance = 'from your content folder'

/** A document that Baton serves as it lies: runbook, guide, template or playbook. */
export interface ShelfItem {
  /** Path below its root without extension, such as `runbooks/incident-response`. */
  readonly path: string
  readonly title: string
  readonly description: string
  readonly text: string
  /** True when it comes from the customer's content folder, over ours or beside them; its description ends with `provenance`. */
  readonly overridden: boolean
  /** Of the whole file as it lies there. */
  readonly sha256: string
}

export interface PromptItem {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly arguments: readonly { name: string; description: string; required: boolean }[]
  readonly text: string
  /** As of a document. */
  readonly overridden: boolean
}

export interface Shelf {
  resources(): readonly ShelfItem[]
  /** The document that `read` takes for a path; undefined for an unknown one. */
  item(path: string): ShelfItem | undefined
  prompts(): readonly PromptItem[]
  /**
   * The text as it is shown: what lies there, or what is made from it, such as the control matrix. Takes the path, the
   * `baton://` address or the file's path with or without `docs/` and `.md`. Throws NOT_FOUND with close paths in the hint.
   */
  read(path: string): Promise<string>
}
