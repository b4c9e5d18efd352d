import { localKnowledge } from '../../../src/adapters/local-knowledge/knowledge.ts'
import type { HandoffError } from '../../../src/domain/error.ts'

/** Keeps 256 KiB of evidence in the folder given and says how that ended. */
const [folder = ''] = process.argv.slice(2)
await localKnowledge({ folder })
  .keep('INC-1', 'EV-1.txt', 'x'.repeat(256 * 1024))
  .then(
    () => process.stdout.write('kept'),
    ({ code, message }: HandoffError) => process.stdout.write(`${code} ${message}`),
  )
