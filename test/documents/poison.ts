import { saysSomething } from '../../src/documents/known.ts'
import { renderDocument } from '../../src/documents/render.ts'
import type { Phase } from '../../src/documents/phases.ts'
import { type DocumentKind, documentKinds } from '../../src/domain/facts/handoff.ts'
import type { Incident } from '../../src/domain/incident.ts'
import { at, checkpoint, complete, incidentOf, note, run, startMs, templateOf } from './case.ts'
import { signedDrafts } from './signed.ts'

const phases: readonly Phase[] = [
  { name: 'before', fromMs: startMs - 3_600_000, toMs: startMs, total: 1000, errors: 3 },
  { name: 'during', fromMs: startMs, toMs: startMs + 960_000, total: 800, errors: 194 },
  { name: 'after', fromMs: startMs + 960_000, toMs: startMs + 1_500_000, total: 5, errors: 0 },
]
const templates = Object.fromEntries(documentKinds.map((kind) => [kind, templateOf(kind)]))

/** An incident in which everything that people, logs or vendors wrote says what `next` gives behind a lead, field by field. */
export function poisoned(next: (lead?: string) => string): Incident {
  const drafts = complete.map((draft) => {
    if (draft.kind === 'incident.opened') {
      const body = {
        ...draft.body,
        title: next(),
        report: next(),
        reasons: [next()],
        services: [next()],
        support: next(),
      }
      return { ...draft, body }
    }
    if (draft.kind === 'note.recorded') {
      return {
        ...draft,
        body: { ...draft.body, text: next('no '), owner: next('o '), link: next() },
      }
    }
    if (draft.kind === 'finding.recorded') {
      const gaps = [{ source: 'x', reason: next() }]
      const values = {
        suspect: next(),
        suspectVerdict: next(),
        likeliest: next(),
        pattern: next(),
        patternText: next(),
        traceIds: next(),
        [next()]: next(),
      }
      return { ...draft, body: { ...draft.body, statement: next(), query: next(), values, gaps } }
    }
    if (draft.kind === 'change.proposed') {
      return {
        ...draft,
        body: { ...draft.body, target: next(), from: next(), to: next(), reason: next() },
      }
    }
    if (draft.kind === 'ask.assigned') {
      return {
        ...draft,
        body: { ...draft.body, text: next('a '), owner: next('o '), region: next() },
      }
    }
    if (draft.kind === 'change.decided')
      return { ...draft, body: { ...draft.body, reason: next() } }
    return draft
  })
  const hostileRun = {
    ...run,
    build: next(),
    flags: [{ flag: next(), value: next() }],
    prerequisites: [next()],
    data: next(),
    steps: [next(), next('curl ')],
    expected: next(),
    actual: next(),
    deviations: [next()],
    evidence: [next()],
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
      body: note(type, next('x '), { link: next(), owner: next() }),
    })),
    ...signedDrafts(next, drafts.length + types.length + 2),
    ...saidLater(next),
  ])
}

/** What was revised, moved on and said at the end, each in hostile words. */
function saidLater(next: (lead?: string) => string): Parameters<typeof incidentOf>[0] {
  const set = {
    severity: 'SEV1',
    impactWords: next(),
    services: [next()],
    segments: [next()],
    // It names the case in every dress, so that it is left out of the words to customers calm or not.
    workaround: next('INC-7Q3F '),
    eta: { at: at(200), owner: next() },
  } as const
  const closing = { resolution: next(), suspect: next(), next: next() }
  const figures = { mttrMinutes: null, policyMinutes: 480, followUps: ['ASK-1'] }
  return [
    {
      kind: 'incident.updated',
      minute: 24,
      body: {
        set: { ...set, services: [...set.services], segments: [...set.segments] },
        reason: next(),
      },
    },
    {
      kind: 'ask.moved',
      minute: 24,
      body: { ask: 'ASK-1', to: 'done', owner: next(), due: null, reason: next() },
    },
    { kind: 'incident.closed', minute: 25, body: { ...closing, ...figures } },
  ]
}

/** Headings, table cells per row, list depth, quotes and fences: what a reader's eye follows. */
function shape(markdown: string): readonly string[] {
  return markdown.split('\n').map((line) => {
    if (line.startsWith('#')) return line.startsWith('# ') ? '# title' : line
    if (line.startsWith('|')) return `row of ${line.split('|').length - 2}`
    return /^(?:> - |> |>|\s*- \[ \] |\s*- |\s*\d+\. |`{3,}\w*)/.exec(line)?.[0] ?? (line && 'text')
  })
}

export async function render(kind: DocumentKind, incident: Incident) {
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

/** What the fields move, kind by kind, that the same fields do not move while they are calm, and what the lint says. */
export async function movedBy(
  kinds: readonly DocumentKind[],
  textOf: (field: number) => string,
): Promise<readonly string[]> {
  const names = new Map<string, string>()
  const calmOf = (text: string): string => {
    const name = names.get(text) ?? `calm ${names.size}`
    names.set(text, name)
    return name
  }
  const moved: string[] = []
  for (const kind of kinds) {
    const { markdown, lint } = await render(kind, poisoned(counted(textOf)))
    const calm = await render(kind, poisoned(counted(textOf, calmOf)))
    moved.push(...lint.map(({ line, rule }) => `${kind}, line ${line}: ${rule}`))
    const [is, was] = [shape(markdown), shape(calm.markdown)]
    if (is.length !== was.length) moved.push(`${kind}: ${is.length} lines, not ${was.length}`)
    const first = is.findIndex((line, index) => line !== was[index])
    if (first >= 0) moved.push(`${kind}, line ${first + 1}: ${is[first]}, not ${was[first]}`)
  }
  return moved
}

/** Fields by number, each as `shownOf` gives its text; a filler stays one, since documents leave fillers out. */
function counted(
  textOf: (field: number) => string,
  shownOf = (text: string): string => text,
): (lead?: string) => string {
  let field = 0
  return (lead = '') => {
    const text = textOf(field++)
    return saysSomething(lead + text) ? lead + shownOf(text) : text
  }
}

export const attacks: readonly string[] = [
  '| a | b |',
  'a||',
  '  -',
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
  '2026-11-23 07:14:02 and 7:14 PM2026-11-23T08:14:02+01:00',
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
