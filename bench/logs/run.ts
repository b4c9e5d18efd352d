import { parseArgs } from 'node:util'

import { readLoghub } from './loghub.ts'
import { patternTables } from './patterns.ts'

const usage = `What the logs' part of Baton finds and how fast it is.

  npm run -s bench:logs -- [--only patterns]
`

interface Part {
  readonly name: string
  readonly title: string
  /** Undefined when its data are not here. */
  readonly tables: () => Promise<string | undefined>
}

const parts: readonly Part[] = [
  {
    name: 'patterns',
    title: "Patterns of Loghub-2k's lines",
    tables: async () => {
      const systems = readLoghub()
      return systems && (await patternTables(systems))
    },
  },
]

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, help: { type: 'boolean', default: false } },
})
const only = options.only?.split(',')
if (options.help) process.stdout.write(usage)
else {
  for (const { name, title, tables } of parts) {
    if (only && !only.includes(name)) continue
    const found = await tables()
    process.stdout.write(
      found === undefined
        ? `\nLeft out, its public data are not here: ${title}\n`
        : `\n### ${title}\n\n${found}\n`,
    )
  }
}
