import { expect, test } from 'vitest'

import { formatOf } from '../../../src/adapters/local-settings/formats.ts'

async function read(name: string, text: string, isListing = false) {
  const { settings, faults } = await formatOf(name, isListing)!(text)
  return { values: Object.fromEntries(settings.map((one) => [one.name, one.value])), faults }
}

const cases: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
  [
    '.env.production',
    '# note\nexport A=1\nB="two words" # note\nC=\'x#y\'\nD=plain # note\nE="line one\nline two"\nF=',
    { A: '1', B: 'two words', C: 'x#y', D: 'plain', E: 'line one\nline two', F: '' },
  ],
  [
    'app.properties',
    '! note\ndb.pool.max = 20\nurl=http\\://x/a\\\n  /b\nname: value\nspaced value',
    { 'db.pool.max': '20', url: 'http\\://x/a/b', name: 'value', spaced: 'value' },
  ],
  [
    'php.ini',
    '; note\ntop = 1\n[mail]\nhost = "mx.internal"\nport=25 ; note\n',
    { top: '1', 'mail.host': 'mx.internal', 'mail.port': '25' },
  ],
  [
    'fly.toml',
    'app = "a"\n[http]\nport = 8080\nlist = [\n  "a=b",\n  "c",\n]\ntext = """\none\ntwo"""\n[[vm]]\nsize = "big"',
    {
      app: 'a',
      'http.port': '8080',
      'http.list': '[ "a=b", "c", ]',
      'http.text': '\none\ntwo',
      'vm.size': 'big',
    },
  ],
  [
    'values.yaml',
    'db: {pool: 020}\nlist: [b, "a"]\nbase: &b {x: 1, y: 2}\nown:\n  <<: *b\n  y: 3\nenv:\n  - name: LEVEL\n    value: info\ncompose:\n  - A=1\n  - B=2\nnothing:\n',
    {
      'db.pool': '020',
      list: '["b","a"]',
      'base.x': '1',
      'base.y': '2',
      'own.x': '1',
      'own.y': '3',
      'env.LEVEL': 'info',
      'compose.A': '1',
      'compose.B': '2',
      nothing: '',
    },
  ],
  [
    'appsettings.json',
    '{"Id": 12345678901234567890, "Db": {"Max": 1.10, "On": true}, "Null": null}',
    { Id: '12345678901234567890', 'Db.Max': '1.10', 'Db.On': 'true', Null: 'null' },
  ],
]

test.each(cases)('%s is read as whoever uses it reads it', async (name, text, expected) => {
  expect(await read(name, text)).toEqual({ values: expected, faults: [] })
})

test('a listing has its values as they are, over several lines', async () => {
  const text = 'A="1" # no note\nB=one\n  two\nC=x'
  expect((await read('env.txt', text, true)).values).toEqual({
    A: '"1" # no note',
    B: 'one\n  two',
    C: 'x',
  })
  const json = '[{"name": "A", "value": "1", "slotSetting": false}]'
  expect((await read('azure.json', json, true)).values).toEqual({ A: '1' })
})

test('manifests of a cluster are told apart, and what they call a secret is one', async () => {
  const text =
    'kind: ConfigMap\nmetadata: {name: auth}\ndata: {LEVEL: info}\n---\nkind: Secret\nmetadata: {name: db}\ndata: {HOST: YWJj}\n'
  const { settings } = await formatOf('all.yaml', false)!(text)
  expect(settings.filter(({ name }) => /LEVEL|HOST/.test(name))).toEqual([
    { name: 'ConfigMap/auth.data.LEVEL', value: 'info', isSecret: false },
    { name: 'Secret/db.data.HOST', value: 'YWJj', isSecret: true },
  ])
})

test('the last of a name that stands twice counts, and it is said; what is no setting is counted', async () => {
  const twice = ['A name stands twice; the last value counts.']
  expect(await read('.env', 'A=1\nA=2')).toEqual({ values: { A: '2' }, faults: twice })
  expect(await read('a.json', '{"A": 1, "A": 2}')).toEqual({ values: { A: '2' }, faults: twice })
  expect((await read('.env', 'A=1\nno setting\n{')).faults).toEqual(['2 lines are no settings.'])
  expect((await read('a.json', '{"A": ')).faults).toEqual([
    'It is not valid; nothing of it is compared.',
  ])
  expect(formatOf('settings.xml', false)).toBeUndefined()
})

test('G1: a Secret in a list of Kubernetes is one, whatever its keys are called', async () => {
  const text =
    'kind: List\nitems:\n- kind: Secret\n  stringData: {HOST: hunter}\n- kind: ConfigMap\n  data: {LEVEL: info}\n'
  const { settings } = await formatOf('all.yaml', false)!(text)
  expect(settings).toContainEqual({
    name: 'items.0.stringData.HOST',
    value: 'hunter',
    isSecret: true,
  })
  expect(settings).toContainEqual({ name: 'items.1.data.LEVEL', value: 'info', isSecret: false })
})
