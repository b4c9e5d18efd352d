import * as z from 'zod'

import type { Call, Cluster, Reply } from './cluster.ts'
import { ClusterFault } from './fault.ts'
import { allowed, type Layout, layoutOf, type Mapped } from './layout.ts'

const Answer = z.object({
  fields: z.record(
    z.string(),
    z.record(z.string(), z.object({ aggregatable: z.boolean().default(false) })),
  ),
})

const wanted = allowed.flatMap((name) => [name, `${name}.keyword`])
/** A request line may be 4 KB long. */
const longestLine = 3_000

/** How the documents of these indices are laid out. Throws ClusterFault. */
export async function fieldCaps(
  cluster: Cluster,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Layout> {
  const path = `/${names.map(encodeURIComponent).join(',')}/_field_caps`
  const query = { ignore_unavailable: true }
  const asked = (calls: readonly Call[]): Promise<readonly Reply[]> =>
    Promise.all(calls.map((call) => cluster.request(call, signal)))
  const byLine = (): Promise<readonly Reply[]> =>
    asked(lines(wanted).map((fields) => ({ method: 'GET', path, query: { ...query, fields } })))
  const answers =
    cluster.product === 'opensearch'
      ? await byLine()
      : await asked([{ method: 'POST', path, query, body: { fields: [...wanted] } }]).catch(
          // Early servers of version 8 take the names in the line alone.
          (cause: unknown) => {
            if (cause instanceof ClusterFault && cause.kind === 'rejected') return byLine()
            throw cause
          },
        )
  const mapped = new Map<string, Mapped>()
  for (const { body } of answers) {
    const answer = Answer.safeParse(body)
    if (!answer.success) throw new ClusterFault('unexpected')
    for (const [name, types] of Object.entries(answer.data.fields)) {
      const aggregatable = Object.values(types).every((type) => type.aggregatable)
      mapped.set(name, { types: Object.keys(types), aggregatable })
    }
  }
  return layoutOf(mapped)
}

/** Names joined by commas, in as few lines as they need. */
function lines(all: readonly string[]): readonly string[] {
  const found: string[] = []
  let line = ''
  for (const name of all) {
    if (line.length + name.length > longestLine) {
      found.push(line)
      line = ''
    }
    line = line === '' ? name : `${line},${name}`
  }
  return line === '' ? found : [...found, line]
}
