const kinds: ReadonlySet<string> = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'HandoffError',
])

/**
 * Ends the process at an error that nobody caught with its kind and its place in our own code: Node would print its
 * message, which may hold data.
 */
export function endAtUncaught(): void {
  process.on('uncaughtException', (error: unknown) => {
    process.stderr.write(`baton: INTERNAL: an error that nobody caught ended it${about(error)}.\n`)
    process.exit(1)
  })
}

function about(error: unknown): string {
  if (!(error instanceof Error) || !kinds.has(error.name)) return ''
  const { name, message, stack = '' } = error
  const head = message === '' ? name : `${name}: ${message}`
  const frames = stack.startsWith(head) ? stack.slice(head.length) : ''
  const place = /\/((?:src|dist)\/[\w/.-]+:\d+):\d+/.exec(frames)?.[1]
  return place === undefined ? `, ${name}` : `, ${name} at ${place}`
}
