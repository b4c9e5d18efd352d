/** A document that Baton serves as it lies: runbook, guide, template, playbook or prompt. */
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
}
