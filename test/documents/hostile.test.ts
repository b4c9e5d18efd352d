import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { renderDocument } from '../../src/documents/render.ts'
import type { Phase } from '../../src/documents/phases.ts'
import { type DocumentKind, documentKinds } from '../../src/domain/facts/handoff.ts'
import type { Incident } from '../../src/domain/incident.ts'
import { checkpoint, complete, incidentOf, note, run, startMs, templateOf } from './case.ts'

const phases: readonly Phase[] = [
  { name: 'before', fromMs: startMs - 3_600_000, toMs: startMs, total: 1000, errors: 3 },
]
const templates = Object.fromEntries(documentKinds.map((kind) => [kind, templateOf(kind)]))

/** An incident in which everything that people, logs or vendors wrote says `text`. */
function poisoned(text: string): Incident {
  const drafts = complete.map((draft) => {
    if (draft.kind === 'incident.opened') {
      const body = {
        ...draft.body,
        title: text,
        report: text,
        reasons: [text],
        services: [text],
        support: text,
      }
      return { ...draft, body }
    }
    if (draft.kind === 'note.recorded') {
      return {
        ...draft,
        body: { ...draft.body, text: `no ${text}`, owner: `o ${text}`, link: text },
      }
    }
    if (draft.kind === 'finding.recorded') {
      const gaps = [{ source: 'x', reason: text }]
      const values = { suspect: text, [text]: text }
      return { ...draft, body: { ...draft.body, statement: text, query: text, values, gaps } }
    }
    if (draft.kind === 'change.proposed') {
      return { ...draft, body: { ...draft.body, target: text, from: text, to: text, reason: text } }
    }
    if (draft.kind === 'change.decided') return { ...draft, body: { ...draft.body, reason: text } }
    return draft
  })
  const hostileRun = {
    ...run,
    build: text,
    flags: [{ flag: text, value: text }],
    prerequisites: [text],
    data: text,
    steps: [text, `curl ${text}`],
    expected: text,
    actual: text,
    deviations: [text],
    evidence: [text],
  }
  const types = [
    'decision',
    'ruled_out',
    'not_checked',
    'contingency',
    'promise',
    'blocker',
    'learning',
    'gap',
  ] as const
  return incidentOf([
    ...drafts,
    { kind: 'reproduction.recorded', minute: 11, body: hostileRun },
    ...types.map((type) => ({
      kind: 'note.recorded' as const,
      minute: 24,
      body: note(type, `x ${text}`, { link: text, owner: text }),
    })),
  ])
}

/** Headings, table cells per row, list depth, quotes and fences: what a reader's eye follows. */
function shape(markdown: string): readonly string[] {
  return markdown.split('\n').map((line) => {
    if (line.startsWith('#')) return line.startsWith('# ') ? '# title' : line
    if (line.startsWith('|')) return `row of ${line.split('|').length - 2}`
    return /^(?:> - |> |>|\s*- \[ \] |\s*- |\s*\d+\. |`{3,}\w*)/.exec(line)?.[0] ?? (line && 'text')
  })
}

async function render(kind: DocumentKind, incident: Incident) {
  return renderDocument(kind, incident, {
    nowMs: startMs + 25 * 60_000,
    links: ['github.com'],
    template: templates[kind]!,
    services: [],
    phases,
    checkpoint,
    chart: 'chart.svg',
  })
}

const harmless = Object.fromEntries(
  await Promise.all(
    documentKinds.map(async (kind) => [
      kind,
      shape((await render(kind, poisoned('calm'))).markdown),
    ]),
  ),
) as Record<DocumentKind, readonly string[]>

async function expectUnmoved(text: string): Promise<void> {
  for (const kind of documentKinds) {
    const { markdown, lint } = await render(kind, poisoned(text))
    expect(lint, `${kind} with ${JSON.stringify(text)}`).toEqual([])
    expect(shape(markdown), `${kind} with ${JSON.stringify(text)}`).toEqual(harmless[kind])
  }
}

const attacks = [
  '| a | b |',
  'x\n\n# Heading\n\n| Milestone | Timestamp (UTC) |',
  '<!-- markdownlint-disable -->',
  '<!-- markdownlint-disable-file MD043 -->',
  '[click](https://evil.example/x)',
  '![i](https://evil.example/p.png)',
  '[a]: https://evil.example',
  '<https://evil.example>',
  'https://evil.example/?q=1 www.evil.example mailto:a@evil.example',
  'javascript:alert(1)',
  '```\nrm -rf /\n```',
  '~~~',
  '`` ` ``',
  '{{ 7*7 }} {% include "package.json" %} {{ "now" | date: "%s" }}',
  '{% raw %}',
  '<script>alert(1)</script><img src=x onerror=y>',
  '- item\n- item',
  '1. one',
  '--- ',
  '===',
  '> quote',
  '# x',
  '    code',
  '\u202Egnp.exe\u202C \u200B\u{E0041}',
  '2026-11-23 07:14:02 and 7:14 PM',
  '2026-11-23T08:14:02+01:00',
  'TODO: fill in <name>, TBD',
  '**bold** _it_ __x__ ~~s~~ $x^2$',
  'a\\| b\\',
  '&lt;b&gt; &#60;i&#62;',
  '@channel #123 :smile:',
  '+ plus',
  '',
  '   ',
  '\u2028\u2029\u0085',
  '[x] [ ] - [x]',
  'https://github.com/a|b(c)',
]

test.each(attacks)(
  'G11: %j moves no heading, row or fence, and the lint stays clean',
  expectUnmoved,
)

const nasty = fc.oneof(
  fc.constantFrom(...attacks),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(...'|`*_[]()<>#-+=~!&{}%\\\n \t:/.0123456789aTZ@$'),
    maxLength: 40,
  }),
)

test('G11: no text at all moves a heading, row or fence', async () => {
  const property = fc.asyncProperty(nasty, nasty, (a, b) => expectUnmoved(`${a}${b}`))
  const { failed, counterexample } = await fc.check(property, { numRuns: 40 })
  expect({ failed, counterexample }).toEqual({ failed: false, counterexample: null })
}, 60_000)

test('G11: only links to allowed hosts are printed as links', async () => {
  const { markdown } = await render('packet', poisoned('https://github.com.evil.example/x'))
  expect(markdown).not.toMatch(/<https:\/\/github\.com\.evil/)
  expect(markdown).toContain('https&#91;:&#93;//github.com.evil.example/x')
  const allowed = await render('packet', poisoned('https://github.com/acme/app/issues/7'))
  expect(allowed.markdown).toContain('<https://github.com/acme/app/issues/7>')
})
