import type { DocumentKind } from '../domain/facts/handoff.ts'

/** Headings that each document must have, in markdownlint's MD043 notation: `?` one of any text, `*` any number of any text. */
export const requiredHeadings: Record<DocumentKind, readonly string[]> = {
  timeline: ['?', '*'],
  recipe: ['?', '## Deviations', '## Known variants', '*'],
  packet: [
    '?',
    '## Summary',
    '## Impact & Telemetry',
    '## Reproduction Steps',
    '## Mitigation Attempts',
    '## Risks & Blocking Constraints',
    '## Asks for Engineering',
    '## Next Update Due',
    '*',
  ],
  update: ['?', '+'],
  wrapup: [
    '?',
    '## Summary',
    '## Response Times',
    '## Root-Cause Suspects',
    '*',
    '## Learnings',
    '## Next Steps',
    '*',
  ],
}
