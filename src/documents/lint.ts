import type { Configuration } from 'markdownlint'

import { HandoffError } from '../domain/error.ts'
import type { DocumentKind } from '../domain/facts/handoff.ts'
import { requiredHeadings } from './headings.ts'
import { ownRules } from './rules.ts'

/** One finding. `line` counts from 1; `message` may name the host of a link, so it is for the person who runs the lint; `rule` never says what the document says. */
export interface LintIssue {
  readonly line: number
  readonly rule: string
  readonly message: string
}

/** Longest document that is looked at, characters. */
const longest = 1_000_000

/**
 * Checks a document with markdownlint and Baton's rules; comments in it switch nothing off. With a kind its headings are
 * required too. Throws INVALID_INPUT for a document above a million characters.
 */
export async function lintMarkdown(
  markdown: string,
  kind: DocumentKind | null,
  links: readonly string[],
): Promise<LintIssue[]> {
  if (markdown.length > longest) {
    throw new HandoffError('INVALID_INPUT', 'The document is longer than a million characters.')
  }
  const { lint } = await import('markdownlint/promise')
  const results = await lint({
    strings: { document: markdown },
    config: configuration(kind),
    customRules: ownRules(links),
    noInlineConfig: true,
  })
  return (results['document'] ?? []).map(
    ({ lineNumber, ruleNames, ruleDescription, errorDetail }) => {
      const own = ruleNames[0]?.startsWith('BATON') === true
      return {
        line: lineNumber,
        rule: ruleNames.join('/'),
        message: own && errorDetail ? `${ruleDescription}: ${errorDetail}` : ruleDescription,
      }
    },
  )
}

function configuration(kind: DocumentKind | null): Configuration {
  return {
    default: true,
    MD013: false,
    MD024: { siblings_only: true },
    ...(kind && { MD043: { headings: [...requiredHeadings[kind]], match_case: true } }),
  }
}
