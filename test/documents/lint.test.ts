import { expect, test } from 'vitest'

import { lintMarkdown } from '../../src/documents/lint.ts'

async function rules(markdown: string, links: readonly string[] = []): Promise<readonly string[]> {
  const issues = await lintMarkdown(`# Title\n\n${markdown}\n`, null, links)
  return issues.map(({ rule, line }) => `${line} ${rule}`)
}

const row = (at: string, notes: string): string =>
  `| Milestone | Timestamp (UTC) | Owner | Notes |\n| --- | --- | --- | --- |\n| Triage | ${at} | ines | ${notes} |`

test.each([
  ['a UTC minute', 'At 2026-11-23T07:14Z it began.', []],
  ['seconds', 'At 2026-11-23T07:14:00Z it began.', ['3 BATON001/utc-minutes']],
  ['an offset', 'At 2026-11-23T08:14+01:00 it began.', ['3 BATON001/utc-minutes']],
  ['no zone', 'At 2026-11-23 07:14 it began.', ['3 BATON001/utc-minutes']],
  ['a clock with a half of the day', 'At 7:14 PM it began.', ['3 BATON001/utc-minutes']],
  ['a local zone', 'At 07:14 CET it began.', ['3 BATON001/utc-minutes']],
  ['a time in code', 'The log says `2026-11-23 07:14`.', []],
  ['a time in a fence', '```text\n2026-11-23 07:14\n```', []],
  ['a duration and a ratio', 'It took 1 h 05 min at 3:1.', []],
  ['G5: a row with its region', row('2026-11-23T07:14Z', 'Region eu-west-1. SEV2'), []],
  ['G5: a row with its cluster', row('2026-11-23T07:14Z', 'SEV2 in cluster c-7'), []],
  ['G5: a row without region', row('2026-11-23T07:14Z', 'SEV2'), ['5 BATON002/row-region']],
  ['G5: a row without time', row('soon', 'Region eu-west-1'), ['5 BATON002/row-region']],
  ['another table', '| A | B |\n| --- | --- |\n| x | y |', []],
  ['a slot in code', 'Env `<prod|staging|local>`.', ['3 BATON003/no-placeholder']],
  ['a pair of slots', 'Flag `<flag>=<on/off>`.', ['3 BATON003/no-placeholder']],
  ['a filler in code', 'Build `TBD`.', ['3 BATON003/no-placeholder']],
  ['a flag with a filler in code', 'Flag `new-login=t.b.d.`.', ['3 BATON003/no-placeholder']],
  ['a filler among other code', '`grep TODO src`.', []],
  ['TBD', 'Owner TBD.', ['3 BATON003/no-placeholder']],
  ['a template tag', 'Owner {{ owner }}.', ['3 BATON003/no-placeholder']],
  ['an HTML slot', 'Owner <owner>.', ['3 MD033/no-inline-html']],
  ['a link elsewhere', '[a](https://evil.example/x)', ['3 BATON004/allowed-links']],
  ['a reference elsewhere', '[a][r]\n\n[r]: https://evil.example', ['5 BATON004/allowed-links']],
  ['a script link', '[a](javascript:alert)', ['3 BATON004/allowed-links']],
  ['a plain http link', '<http://github.com/x>', ['3 BATON004/allowed-links']],
  ['an image elsewhere', '![a](https://evil.example/p.png)', ['3 BATON004/allowed-links']],
  ['our own chart', '![a](chart.svg)', []],
  ['a file of the folder', '[a](traces/trace-1.json#spans)', []],
  [
    'evidence that no manifest lists',
    '[a](evidence/EV-1.ndjson)',
    ['3 BATON006/evidence-manifest'],
  ],
  [
    'evidence that the manifest lists with its hash',
    '| Evidence | SHA-256 |\n| --- | --- |\n| [EV-1](evidence/EV-1.ndjson) | `0123456789ab` |\n\nSee [a](evidence/EV-1.ndjson).',
    [],
  ],
  [
    'evidence in a row of the manifest without a hash',
    '| Evidence | SHA-256 |\n| --- | --- |\n| [EV-1](evidence/EV-1.ndjson) | none |',
    ['5 BATON006/evidence-manifest'],
  ],
  ['a file named from here', '[a](./recipe.md)', []],
  ['a file outside, roundabout', '[a](x/../../secret.md)', ['3 BATON004/allowed-links']],
  ['a file of the machine', '[a](/etc/passwd.txt)', ['3 BATON004/allowed-links']],
  ['a name that reads as a host', '[a](evil.example)', ['3 BATON004/allowed-links']],
  ['a file outside', '[a](../secret.md)', ['3 BATON004/allowed-links']],
  ['an allowed host', '<https://github.com/x>', []],
  ['a lookalike host', '<https://github.com.evil.example/x>', ['3 BATON004/allowed-links']],
])('%s', async (_, markdown, expected) => {
  expect(await rules(markdown, ['github.com'])).toEqual(expected)
})

test('a refused link is named by its host, and only by that', async () => {
  const messages = async (target: string) =>
    (await lintMarkdown(`# Title\n\n[a](${target})\n`, null, ['github.com'])).map(
      ({ rule, message }) => `${rule}: ${message}`,
    )
  const rule = 'BATON004/allowed-links: Links go to allowed hosts only'
  expect(await messages('https://evil.example/secret?q=1')).toEqual([
    `${rule}: a link goes to evil.example, which is none of links in baton.yaml`,
  ])
  expect(await messages('http://github.com/x')).toEqual([
    `${rule}: a link to github.com is not https`,
  ])
  expect(await messages('javascript:alert')).toEqual([`${rule}: a link goes to no host`])
  expect(await messages('../secret.md')).toEqual([
    `${rule}: a link goes neither to an allowed host nor to a file beside it`,
  ])
})

test('a bare address is reported', async () => {
  expect(await rules('See https://evil.example/x now.')).toContain('3 BATON004/allowed-links')
  expect(await rules('See ftp://evil.example/x now.')).toEqual(['3 BATON004/allowed-links'])
})

test('comments in the document switch nothing off', async () => {
  const markdown = '<!-- markdownlint-disable -->\n\nOwner TBD.'
  expect(await rules(markdown)).toContain('5 BATON003/no-placeholder')
})

test('a packet must have its headings in order', async () => {
  const issues = await lintMarkdown('# Packet\n\n## Impact & Telemetry\n', 'packet', [])
  expect(issues.map(({ rule }) => rule)).toEqual(['MD043/required-headings'])
})

test('a document of absurd size is refused', async () => {
  await expect(lintMarkdown('x'.repeat(1_000_001), null, [])).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  })
})
