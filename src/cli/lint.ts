import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

import { Command, Option } from 'commander'

import { type LintIssue, lintMarkdown } from '../documents/lint.ts'
import { HandoffError } from '../domain/error.ts'
import { type DocumentKind, documentKinds } from '../domain/facts/handoff.ts'

interface Options {
  readonly kind?: DocumentKind
  readonly links?: readonly string[]
}

/** `baton lint`: exits 0 when every file is clean, 1 when one is not or cannot be read. */
export function command(): Command {
  return new Command('baton lint')
    .description('Checks Markdown documents with markdownlint and the rules for handoff documents.')
    .argument('<file...>', 'files to check')
    .addOption(
      new Option('--kind <kind>', 'document whose headings are required').choices(documentKinds),
    )
    .option('--links <host...>', 'hosts whose links are allowed; default: those of baton.yaml')
    .addHelpText('after', help)
    .action(async (files: readonly string[], options: Options) => {
      const links = options.links ?? (await configuredLinks())
      const counts: number[] = []
      for (const file of files)
        counts.push(await lintFile(file, options.kind ?? kindOf(file), links))
      if (counts.some((found) => found > 0)) process.exitCode = 1
    })
}

const help = `
Without --kind a file called packet.md, timeline.md, recipe.md, update.md or wrapup.md is checked as that document.

Example:
  baton lint knowledge/INC-7Q3F/packet.md --kind packet
`

async function lintFile(
  file: string,
  kind: DocumentKind | null,
  links: readonly string[],
): Promise<number> {
  const issues = await lintMarkdown(readText(file), kind, links)
  process.stdout.write(issues.length === 0 ? `${file}: clean\n` : issues.map(row(file)).join(''))
  return issues.length
}

function row(file: string): (issue: LintIssue) => string {
  return ({ line, rule, message }) => `${file}:${line}: ${rule}: ${message}\n`
}

function kindOf(file: string): DocumentKind | null {
  return documentKinds.find((kind) => `${kind}.md` === basename(file)) ?? null
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new HandoffError('NOT_FOUND', 'A file to check cannot be read.', {
      hint: 'Give the path of a Markdown file that you may read.',
      cause,
    })
  }
}

async function configuredLinks(): Promise<readonly string[]> {
  const { loadConfig } = await import('../config.ts')
  return loadConfig({ env: process.env, cwd: process.cwd() }).links
}
