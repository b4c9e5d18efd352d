import { HandoffError } from '../domain/error.ts'

/** What is thrown where the record contradicts itself; `detail` says in our words how. */
export function notIntact(message: string, detail: string): HandoffError {
  return new HandoffError('UPSTREAM', message, {
    hint: 'It is not as Baton left it. A person should run: baton verify',
    rule: 'record-intact',
    detail,
  })
}
