const reach = 48

/** The key with the words before it in the same line, lower-case, with `_` between the words of a key in camel case. */
export function nameBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - reach), at)
  return before
    .slice(before.lastIndexOf('\n') + 1)
    .replace(/[a-z0-9](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g, '$&_')
    .toLowerCase()
}
