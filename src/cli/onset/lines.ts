import { HandoffError } from '../../domain/error.ts'
import { failAt } from './fault.ts'

/** Counted from 1; blank lines are left out but counted. */
export interface Line {
  readonly number: number
  readonly text: string
}

const mostCharacters = 4_000_000

/** Lines as they arrive, at most 4 MB each. Throws INVALID_INPUT naming a line that is longer. */
export async function* linesOf(input: NodeJS.ReadStream): AsyncGenerator<Line> {
  let number = 0
  let rest: string[] = []
  let held = 0
  for await (const chunk of chunksOf(input)) {
    const parts = chunk.split('\n')
    const last = parts.pop()!
    for (const part of parts) {
      const text = rest.length === 0 ? part : [...rest, part].join('')
      rest = []
      held = 0
      number++
      checkLength(text.length, number)
      if (text.trim() !== '') yield { number, text: number === 1 ? withoutMark(text) : text }
    }
    rest.push(last)
    held += last.length
    checkLength(held, number + 1)
  }
  const text = rest.join('')
  if (text.trim() !== '') {
    yield { number: number + 1, text: number === 0 ? withoutMark(text) : text }
  }
}

function checkLength(length: number, number: number): void {
  if (length > mostCharacters) failAt(number, 'It is longer than 4 MB.', 'Cut the series.')
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

async function* chunksOf(input: NodeJS.ReadStream): AsyncGenerator<string> {
  input.setEncoding('utf8')
  try {
    for await (const chunk of input) yield chunk as string
  } catch (cause) {
    throw new HandoffError('INVALID_INPUT', 'Standard input cannot be read to its end.', { cause })
  }
}
