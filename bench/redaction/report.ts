/** Told of each miss and false hit, under a name that `--show` may ask for. */
export type Show = (
  name: string,
  what: string,
  text: string,
  at: { start: number; end: number },
) => void

const around = 60

/** Prints what was asked for; an excerpt of public data with the place between brackets. */
export function showing(asked: string | undefined): Show {
  if (asked === undefined) return () => undefined
  return (name, what, text, { start, end }) => {
    if (name !== asked) return
    const excerpt = `${text.slice(Math.max(0, start - around), start)}[${text.slice(start, end)}]${text.slice(end, end + around)}`
    process.stdout.write(`${name} ${what}: ${excerpt.replaceAll('\n', '\\n')}\n`)
  }
}

/** Rounded down, so that 1 is all and nothing else. */
export function share(value: number): string {
  return Number.isNaN(value) ? '-' : (Math.floor(value * 10_000 + 1e-9) / 10_000).toFixed(4)
}

export function percent(value: number): string {
  return `${(value * 100).toFixed(2)} %`
}
