import { HandoffError } from '../../domain/error.ts'

/** Throws INVALID_INPUT that names the line, and never what stands in it. */
export function failAt(line: number | null, message: string, hint: string): never {
  const text = line === null ? message : `Line ${line}: ${message}`
  throw new HandoffError('INVALID_INPUT', text, { hint })
}
