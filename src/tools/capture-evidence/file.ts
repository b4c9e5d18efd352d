import { plainName } from '../../domain/plain-name.ts'
import { type Capture, type Found, regionsOf, targetOf } from './found.ts'

const changed = { source: 'file', reason: 'The file was written to while it was read.' }

/** A text file from a folder that the configuration allows. */
export async function findFile({ given, incident, context }: Capture): Promise<Found> {
  const path = targetOf(given, 'the path of a file in an evidence folder')
  const file = await context.files.read(path, context.signal)
  const name = plainName(file.name) ?? '«argument»'
  return {
    title: `File ${name}`,
    source: name,
    query: `file ${name}, ${file.bytes} bytes`,
    window: null,
    region: regionsOf(incident),
    total: null,
    more: file.cut,
    gaps: file.changed ? [changed] : [],
    content: { text: file.text },
  }
}
