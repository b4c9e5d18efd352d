import { recogniser } from '../../domain/patterns/recogniser.ts'
import type { Redactor } from '../../ports/redactor.ts'
import type { Output } from '../filter.ts'
import { createLineRedactor } from './line-redactor.ts'
import type { Found } from './mine.ts'
import { createReader } from './reader.ts'

/** Writes each line behind the id of its pattern and a tab, in order and redacted; false when the reader of the output has gone. */
export async function assignLines(
  batches: AsyncIterable<readonly string[]>,
  { patterns }: Found,
  redactor: Redactor,
  output: Output,
): Promise<boolean> {
  const ids = new Map(patterns.flatMap(({ id, templates }) => templates.map((one) => [one, id])))
  const meant = recogniser([...ids.keys()])
  const reader = createReader()
  const lines = createLineRedactor(redactor)
  let id = ''
  for await (const batch of batches) {
    let ready = ''
    for (const line of batch) {
      if (reader.read(line)) id = ids.get(meant.find(reader.text, reader.from, reader.to)!)!
      ready += lines.push(id, line, reader.isDocument)
    }
    if (!(await output.write(ready))) return false
  }
  return output.write(lines.end())
}
