import { HandoffError } from '../domain/error.ts'

/** Where a filter writes. */
export interface Output {
  write(text: string): Promise<boolean>
}

/** Standard input piece by piece; throws INVALID_INPUT when it breaks off. */
export async function* input(): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of process.stdin) yield chunk as Buffer
  } catch (cause) {
    throw new HandoffError('INVALID_INPUT', 'Standard input cannot be read to its end.', { cause })
  }
}

/** Standard output. Writes with back-pressure; false once the reader has gone, which is no error of ours. */
export function createOutput(): Output {
  let open = true
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    open = false
    if (error.code !== 'EPIPE') process.exitCode = 1
  })
  return {
    async write(text) {
      if (text === '' || !open) return open
      await new Promise<void>((resolve) => {
        process.stdout.write(text, () => resolve())
      })
      return open
    },
  }
}
