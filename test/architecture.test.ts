import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** Who may import whom: folders of `src`, packages, and `node:` modules where a folder may do I/O. A closed list. */
const allowed: Readonly<
  Record<string, { folders: readonly string[]; packages: readonly string[] }>
> = {
  domain: { folders: [], packages: ['zod', 'temporal-polyfill', 'node:crypto'] },
  ports: { folders: ['domain'], packages: [] },
  // node:fs for the vocabulary that the package ships, and nothing else.
  redaction: {
    folders: ['domain', 'ports'],
    packages: ['node:crypto', 'node:buffer', 'node:fs', 're2js'],
  },
  record: { folders: ['domain', 'ports'], packages: ['node:crypto'] },
  documents: {
    folders: ['domain', 'ports'],
    packages: ['liquidjs', 'markdownlint', 'd3-scale', 'd3-shape', 'node:crypto'],
  },
  tools: { folders: ['domain', 'documents', 'ports'], packages: ['zod', 'node:crypto'] },
  guard: {
    folders: ['redaction', 'record', 'domain', 'ports'],
    packages: ['@cedar-policy/cedar-wasm', 'sshpk', 'zod', 'node:crypto'],
  },
  mcp: {
    folders: ['guard', 'tools', 'documents', 'domain', 'ports'],
    packages: [
      '@modelcontextprotocol/server',
      '@modelcontextprotocol/hono',
      'hono',
      '@hono/node-server',
      'zod',
      'node:crypto',
      'node:http',
      'node:net',
      'node:stream',
    ],
  },
  config: { folders: ['domain'], packages: ['zod'] },
  'adapters/azure-devops': {
    folders: ['ports', 'domain', 'adapters/network'],
    packages: ['azure-devops-node-api', 'undici', 'zod', 'node:'],
  },
  'adapters/desktop-file': {
    folders: ['ports', 'domain', 'adapters/files'],
    packages: ['node:'],
  },
  'adapters/files': { folders: [], packages: ['yaml', 'node:'] },
  'adapters/git': { folders: ['ports', 'domain'], packages: ['zod', 'node:'] },
  'adapters/launchdarkly-audit': {
    folders: ['ports', 'domain', 'adapters/network'],
    packages: ['undici', 'zod', 'node:'],
  },
  'adapters/github': {
    folders: ['ports', 'domain', 'adapters/network'],
    packages: [
      '@octokit/rest',
      '@octokit/plugin-retry',
      '@octokit/plugin-throttling',
      '@octokit/auth-app',
      'undici',
      'zod',
      'node:',
    ],
  },
  'adapters/launchdarkly-file': {
    folders: ['ports', 'domain', 'adapters/files'],
    packages: ['zod', '@launchdarkly/node-server-sdk', 'node:'],
  },
  'adapters/local-changes': { folders: ['ports', 'domain'], packages: ['zod', 'node:'] },
  'adapters/local-evidence': { folders: ['ports', 'domain'], packages: ['node:'] },
  'adapters/local-knowledge': {
    folders: ['ports', 'domain', 'adapters/files'],
    packages: ['zod', 'node:'],
  },
  'adapters/local-logs': { folders: ['ports', 'domain'], packages: ['zod', 'node:'] },
  'adapters/local-settings': { folders: ['ports', 'domain'], packages: ['yaml', 'node:'] },
  'adapters/local-shelf': {
    folders: ['ports', 'domain', 'adapters/files'],
    packages: ['zod', 'node:'],
  },
  'adapters/local-tickets': {
    folders: ['ports', 'domain', 'adapters/files'],
    packages: ['zod', 'node:'],
  },
  'adapters/local-trust': { folders: ['ports', 'domain'], packages: ['zod', 'yaml', 'node:'] },
  'adapters/network': { folders: [], packages: ['undici', 'node:'] },
  'adapters/outbox': {
    folders: ['ports', 'domain', 'adapters/files'],
    packages: ['zod', 'node:'],
  },
  'adapters/search-cluster': {
    folders: ['ports', 'domain', 'adapters/network'],
    packages: [
      '@elastic/elasticsearch',
      '@opensearch-project/opensearch',
      'undici',
      'zod',
      'node:',
    ],
  },
  'adapters/signed-webhook': {
    folders: ['ports', 'domain', 'adapters/network'],
    packages: ['undici', 'node:'],
  },
  'adapters/sqlite': {
    folders: ['ports', 'domain', 'adapters/files'],
    packages: ['zod', 'node:'],
  },
}

/** The only files that know everything. */
const free = new Set([
  'main.ts',
  'world.ts',
  'completions.ts',
  'redactor.ts',
  'witnesses.ts',
  'config.ts',
  'baton.mjs',
])

interface Import {
  readonly file: string
  readonly specifier: string
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(root, 'src', file), 'utf8')
  const statement =
    /^import '([^']+)'|^(?:import|export)\s[^'"()=]*?\sfrom '([^']+)'|\bimport\('([^']+)'/gm
  return [...text.matchAll(statement)].map((match) => ({
    file,
    specifier: match.slice(1).find(Boolean) ?? '',
  }))
}

function roomOf(file: string): string {
  const [first = '', second = ''] = file.split('/')
  return first === 'adapters' ? `adapters/${second}` : first
}

function fault({ file, specifier }: Import): string | undefined {
  const room = roomOf(file)
  const rule = allowed[room]
  if (!rule) return `${file}: ${room} is not a room of the house`
  if (specifier.startsWith('.')) {
    const target = relative(join(root, 'src'), resolve(root, 'src', dirname(file), specifier))
    const targetRoom = roomOf(target)
    if (targetRoom === room) return room === 'tools' ? betweenTools(file, target) : undefined
    return rule.folders.includes(targetRoom) ? undefined : `${file} imports ${target}`
  }
  const known = rule.packages.some(
    (name) =>
      specifier === name ||
      specifier.startsWith(`${name}/`) ||
      (name === 'node:' && specifier.startsWith(name)),
  )
  return known ? undefined : `${file} imports ${specifier}`
}

/** Tools never import tools, nor what is another tool's own; what several of them work with lies in `shared`. */
function betweenTools(file: string, target: string): string | undefined {
  const common = ['tools/tool.ts', 'tools/fields.ts']
  if (file === 'tools/index.ts' || common.includes(target)) return undefined
  const isTool = /^tools\/[a-z_]+\.ts$/.test(target)
  const isOthers = !['shared', toolOf(file)].includes(toolOf(target))
  return isTool || isOthers ? `${file} imports ${target} of another tool` : undefined
}

/** The tool that a file belongs to, as its folder is called. */
function toolOf(file: string): string {
  return file.split('/')[1]!.replace(/\.ts$/, '').replaceAll('_', '-')
}

const files = globSync('**/*.{ts,mjs}', { cwd: join(root, 'src') }).toSorted()

test('every folder imports only what its list allows', () => {
  const bound = files.filter((file) => !free.has(file) && roomOf(file) !== 'cli')
  const faults = bound.flatMap(importsOf).map(fault).filter(Boolean)
  expect(faults).toEqual([])
})

test('the adapters that other adapters may import are leaves', () => {
  const rooms = Object.entries(allowed).filter(([room]) => room.startsWith('adapters/'))
  const imported = rooms.flatMap(([, { folders }]) =>
    folders.filter((folder) => !['ports', 'domain'].includes(folder)),
  )
  expect([...new Set(imported)].toSorted()).toEqual(['adapters/files', 'adapters/network'])
  expect(allowed['adapters/files']?.folders).toEqual([])
  expect(allowed['adapters/network']?.folders).toEqual([])
})

test('nobody imports main but the commands', () => {
  const faults = files
    .filter((file) => roomOf(file) !== 'cli')
    .flatMap(importsOf)
    .filter(({ specifier }) => specifier.endsWith('/main.ts'))
  expect(faults).toEqual([])
})

test('only the redactor mints redacted data', () => {
  const minting = files.filter((file) =>
    / as (unknown as )?(Redacted\b|Outcome\['|Visit\[')/.test(
      readFileSync(join(root, 'src', file), 'utf8'),
    ),
  )
  const elsewhere = minting.filter((file) => roomOf(file) !== 'redaction')
  // What is put together from redacted parts: cut, marked, reminded, or refused in our own words.
  expect(elsewhere).toEqual([
    'guard/off-record.ts',
    'guard/outward/line.ts',
    'guard/steps/answer.ts',
    'guard/steps/budget.ts',
    'guard/steps/enter.ts',
    'guard/steps/remind.ts',
  ])
})

test('no file is longer than 250 lines and the median is at most 100', () => {
  const lengths = files.map(
    (file) => readFileSync(join(root, 'src', file), 'utf8').split('\n').length,
  )
  const sorted = lengths.toSorted((a, b) => a - b)
  expect(sorted.at(-1)).toBeLessThanOrEqual(250)
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(100)
})
