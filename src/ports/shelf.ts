/** A document that Baton serves as it lies: runbook, guide, template or playbook. */
export interface ShelfItem {
  /** Path below its root without extension, such as `runbooks/incident-response`. */
  readonly path: string
  readonly title: string
  readonly description: string
  readonly text: string
  /** True when the customer's content folder overrides ours. */
  readonly overridden: boolean
}

export interface PromptItem {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly arguments: readonly { name: string; description: string; required: boolean }[]
  readonly text: string
}

export interface Shelf {
  resources(): readonly ShelfItem[]
  prompts(): readonly PromptItem[]
  /**
   * The text as it is shown: what lies there, or what is made from it, such as the control matrix. Takes the path, the
   * `baton://` address or the file's path with or without `docs/` and `.md`. Throws NOT_FOUND with close paths in the hint.
   */
  read(path: string): Promise<string>
}
