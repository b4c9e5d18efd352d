import { flat } from './escape.ts'

/** A text element; the content is escaped. */
export function text(x: number, y: number, content: string, attributes = ''): string {
  const more = attributes === '' ? '' : ` ${attributes}`
  return `<text x="${round(x)}" y="${round(y)}"${more}>${xml(content)}</text>`
}

export function line(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  attributes: string,
): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" ${attributes}/>`
}

/** Any text as SVG content or attribute value. */
export function xml(content: string): string {
  return flat(content).replace(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`)
}

/** Tenths of a unit. */
export function round(value: number): number {
  return Math.round(value * 10) / 10
}
