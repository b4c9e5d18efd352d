const plainName = /^[A-Za-z_$][\w$./-]{0,79}$/
const longestPath = 200
const deepest = 12

/** A name as it may be shown; null for what could be a piece of a value: odd signs, or a random run of letters and digits. */
export function settingName(raw: string): string | null {
  if (!plainName.test(raw)) return null
  const random = raw
    .split(/[._/-]/)
    .some(
      (part) => part.length >= 16 && /[a-z]/.test(part) && /[A-Z]/.test(part) && /\d/.test(part),
    )
  return random ? null : raw
}

/** The keys that a line stands under, told by how far each is indented. */
export class Scope {
  #open: { readonly indent: number; readonly name: string | null }[] = []

  clear(): void {
    this.#open = []
  }

  /** Leaves what does not enclose a line so far in; with `dash`, a key just as far in encloses its list. */
  leave(indent: number, dash = false): void {
    while (this.#open.length > 0) {
      const last = this.#open.at(-1)!
      if (last.indent < indent || (dash && last.indent === indent)) return
      this.#open.pop()
    }
  }

  enter(indent: number, name: string | null): void {
    this.#open.push({ indent, name })
  }

  /** The dotted path here; an unprintable last name makes it the nearest printable parent's. */
  path(): string | null {
    const names = this.#open.slice(0, deepest).flatMap(({ name }) => (name === null ? [] : [name]))
    return names.length === 0 ? null : names.join('.').slice(0, longestPath)
  }
}
