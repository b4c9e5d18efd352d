import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { embeddedTables } from './embedded.ts'
import { readLoghub } from './loghub.ts'
import { patternTables } from './patterns.ts'
import { tokenTable } from './tokens.ts'

const usage = `What the logs' part of Baton finds and how fast it is.

  npm run -s bench:logs -- [--only patterns,files,tokens] [--lines 10000000] [--write]

--write puts what was found of files and tokens into docs/benchmarks.md.
`

interface Part {
  readonly name: string
  readonly title: string
  /** The heading in docs/benchmarks.md under which it is written. */
  readonly heading?: string
  /** Undefined when its data are not here. */
  readonly tables: () => Promise<string | undefined>
}

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    lines: { type: 'string', default: '1000000' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const parts: readonly Part[] = [
  {
    name: 'patterns',
    title: "Patterns of Loghub-2k's lines",
    tables: async () => {
      const systems = readLoghub()
      return systems && (await patternTables(systems))
    },
  },
  {
    name: 'files',
    title: 'Log files on this machine',
    heading: 'Log files',
    tables: () => embeddedTables(Number(options.lines)),
  },
  {
    name: 'tokens',
    title: 'Tokens of an answer against the hits behind it',
    heading: 'Tokens of query_logs',
    tables: tokenTable,
  },
]

/** Replaces the section of that heading, or adds it at the end. */
function write(heading: string, name: string, found: string): void {
  const page = resolve(import.meta.dirname, '../../docs/benchmarks.md')
  const sections = readFileSync(page, 'utf8')
    .trimEnd()
    .split(/\n(?=## )/)
  const section = `## ${heading}\n\n\`npm run bench:logs -- --only ${name}\`\n\n${found}\n`
  const place = sections.findIndex((one) => one.startsWith(`## ${heading}\n`))
  if (place < 0) sections.push(section)
  else sections[place] = section
  writeFileSync(page, `${sections.map((one) => one.trimEnd()).join('\n\n')}\n`)
}

const only = options.only?.split(',')
if (options.help) process.stdout.write(usage)
else {
  for (const { name, title, heading, tables } of parts) {
    if (only && !only.includes(name)) continue
    const found = await tables()
    if (options.write && heading && found) write(heading, name, found)
    process.stdout.write(
      found === undefined
        ? `\nLeft out, its public data are not here: ${title}\n`
        : `\n### ${title}\n\n${found}\n`,
    )
  }
}
