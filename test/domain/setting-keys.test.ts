import { expect, test } from 'vitest'

import { settingKeys } from '../../src/domain/setting-keys.ts'

/** A patch of one hunk that is counted right, so that only its lines matter. */
function hunk(lines: readonly string[], heading = ''): string {
  const old = lines.filter((line) => !line.startsWith('+')).length
  const now = lines.filter((line) => !line.startsWith('-')).length
  return [`@@ -1,${old} +1,${now} @@ ${heading}`, ...lines].join('\n')
}

const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'dotenv',
    '.env.production',
    hunk([' A=1', '-POOL_SIZE=20', '+POOL_SIZE=2', '+export NEW="x"']),
    ['NEW', 'POOL_SIZE'],
  ],
  [
    'properties',
    'conf/app.properties',
    hunk(['-db.pool.max = 20', '+db.pool.max: 2', '+url=jdbc:\\', '+  more=here']),
    ['db.pool.max', 'url'],
  ],
  ['ini', 'php.ini', hunk([' [mail]', '-host = a', '+host = b'], '[other]'), ['mail.host']],
  [
    'ini under the section of the header',
    'php.ini',
    hunk(['-host = a', '+host = b'], '[mail]'),
    ['mail.host'],
  ],
  [
    'toml',
    'fly.toml',
    hunk([' [http."service"]', '-port = 1', '+port = 2', '+list = [', '+  "a=b",', '+]']),
    ['http.service.list', 'http.service.port'],
  ],
  [
    'yaml',
    'values.yaml',
    hunk([' db:', '   pool:', '-    max: 20', '+    max: 2', ' other: 1']),
    ['db.pool.max'],
  ],
  [
    'yaml under the header',
    'values.yaml',
    hunk(['-  max: 20', '+  max: 2'], 'pool:'),
    ['pool.max'],
  ],
  [
    'yaml lists',
    'values.yaml',
    hunk([' hosts:', '- - a', '+ - b', ' env:', ' - name: X', '-  value: 1', '+  value: 2']),
    ['env.value', 'hosts'],
  ],
  [
    'yaml text',
    'values.yaml',
    hunk([' script: |', '-  password: hunter2', '+  password: hunter3', ' next: 1']),
    ['script'],
  ],
  [
    'json',
    'appsettings.json',
    hunk([
      ' {',
      '   "Db": {',
      '-    "Max": 20',
      '+    "Max": 2',
      '   },',
      '+  "New": {"a": "x\\": y"}',
      ' }',
    ]),
    ['Db.Max', 'New', 'New.a'],
  ],
  ['terraform', 'prod.tfvars', hunk([' db = {', '-  max = 20', '+  max = 2', ' }']), ['db.max']],
  [
    'terraform blocks',
    'main.tf',
    hunk([' variable "pool_size" {', '-  default = 20', '+  default = 2', ' }']),
    ['variable.pool_size.default'],
  ],
  ['no configuration', 'src/index.ts', hunk(['-const a = 1', '+const a = 2']), []],
]

test.each(cases)('settings of a patch: %s', (_, path, patch, expected) => {
  expect(settingKeys(path, patch)).toEqual(expected)
})

test('G1: values, comments and the insides of keys never count as names', () => {
  const secret = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj'
  const lines = [
    '+KEY="-----BEGIN PRIVATE KEY-----',
    `+${secret}==`,
    '+hunter2=abc"',
    '+# token=hunter2',
    '+alice@example.com=1',
    `+${secret}=`,
  ]
  expect(settingKeys('.env', hunk(lines))).toEqual(['KEY'])
  expect(
    settingKeys('.env', hunk(['+-----BEGIN KEY-----', '+hunter2=', '+-----END KEY-----', '+B=1'])),
  ).toEqual(['B'])
})

test('G11: no content poses as a header, and a hostile patch is only read as far as it is allowed to', () => {
  expect(settingKeys('.env', hunk(['--- a=1', '+@@ -1,9 +1,9 @@ x', '+B=2']))).toEqual(['B'])
  expect(settingKeys('.env', 'A=1\n+B=2')).toEqual([])
  const many = Array.from({ length: 5000 }, (_, i) => `+KEY_${i}=1`)
  expect(settingKeys('.env', hunk(many))).toHaveLength(100)
  const deep = Array.from({ length: 300 }, (_, i) => `+${' '.repeat(i)}k${i}:`)
  expect(settingKeys('a.yaml', hunk(deep)).every((key) => key.length <= 200)).toBe(true)
  const hostile = [
    '"'.repeat(200_000),
    '[ '.repeat(100_000),
    `${' '.repeat(200_000)}x`,
    '- '.repeat(100_000),
  ]
  for (const path of ['.env', 'a.ini', 'a.yaml', 'a.json', 'a.tf'])
    for (const line of hostile) expect(settingKeys(path, hunk([`+${line}`]))).toEqual([])
})
