import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'

import { stringify } from 'yaml'

import { toIso } from '../../src/domain/time.ts'
import { type Planted, plantedFor } from './planted.ts'
import { type World, makeWorld, onsetMs, startMs } from './world.ts'

/** Which fields that others write bear planted texts; the letters of each mark name its field. */
export const fields = {
  message: 'the message of a log line',
  logfield: 'service, version, region, path and trace of a log line',
  title: 'the title of a ticket',
  body: 'the body, customer and reporter of a ticket, and a comment on it',
  alert: 'the annotations and labels of an alert',
  notes: 'the notes of a deployment',
  change: 'id, version, actor, state, service and address of a deployment',
  subject: 'the subject of a commit',
  author: 'the author of a commit',
  tag: 'the name and text of a tag',
  flag: 'the key of a flag, what it serves, its prerequisites and attributes',
  file: 'a file that is captured',
  name: 'the name of a log file',
} as const
export type Field = keyof typeof fields

export type Plantings = Readonly<Record<Field, readonly Planted[]>>

/** Fields of which each text takes a call, or a file, of its own. */
const dear: ReadonlySet<string> = new Set(['title', 'body', 'alert', 'name'])

/** Every text in every field; those of `fewer` alone where each takes a call of its own. */
export function plantingsOf(texts: readonly string[], fewer: readonly string[]): Plantings {
  const each = (Object.keys(fields) as Field[]).map((field) => [
    field,
    plantedFor(field, dear.has(field) ? fewer : texts),
  ])
  return Object.fromEntries(each) as Plantings
}

/** A world in which every text stands in every field that somebody outside writes. */
export function makeHostileWorld(planted: Plantings): World {
  const world = makeWorld({
    config: {
      changes: [
        { files: ['deployments.ndjson'] },
        { git: 'repository', service: 'auth', environment: 'production' },
      ],
      evidence: { folders: ['captures'] },
    },
  })
  world.write('logs/auth.ndjson', logLines(planted))
  planted.name.forEach(({ slug }) => {
    world.write(`logs/${slug}.ndjson`, `${slug}\n`)
    world.write(`logs/${slug.slice(0, 16)}.ndjson`, `${slug}\n`)
  })
  world.write('deployments.ndjson', changeLines(planted))
  world.write('flags.json', JSON.stringify(flagFile(planted.flag)))
  world.write(
    'captures/trace.txt',
    planted.file.map(({ text }) => text.replaceAll('\0', '').toWellFormed()).join('\n'),
  )
  planted.title.forEach(({ text }, index) => {
    world.write(`tickets/t-${index}.md`, ticket(index, text, planted.body[index]!.text))
  })
  mkdirSync(world.path('repository'))
  commit(world.path('repository'), planted)
  return world
}

function logLines({ message, logfield }: Plantings): string {
  const line = (index: number, more: object): string =>
    JSON.stringify({
      '@timestamp': toIso(onsetMs + index * 1_000),
      'log.level': 'error',
      service: { name: 'auth', version: '9.4.1' },
      http: { response: { status_code: 500 } },
      ...more,
    })
  const before = Array.from({ length: 60 }, (_, index) =>
    line(index * 60 - 3_600, { 'log.level': 'info', message: 'login ok' }),
  )
  return [
    ...before,
    ...message.map(({ text }, index) => line(index, { message: text })),
    ...logfield.map(({ text, slug }, index) =>
      line(index, {
        message: 'login failed',
        service: { name: text, version: slug },
        cloud: { region: text },
        url: { path: `/${slug}` },
        trace: { id: text },
        labels: { correlation_id: text },
      }),
    ),
  ].join('\n')
}

function changeLines({ notes, change }: Plantings): string {
  const line = (index: number, more: object): string =>
    JSON.stringify({
      id: `dep-${index}`,
      kind: 'deployment',
      service: 'auth',
      environment: 'production',
      region: 'eu-west-1',
      startedAt: toIso(onsetMs - index * 1_000),
      finishedAt: toIso(onsetMs - index * 1_000),
      state: 'success',
      actor: 'ci',
      notes: 'routine',
      ...more,
    })
  return [
    ...notes.map(({ text }, index) => line(index, { notes: text })),
    ...change.map(({ text, slug }, index) =>
      line(1_000 + index, {
        id: slug,
        kind: index % 2 === 0 ? 'deployment' : 'flag',
        service: text,
        region: text,
        version: text,
        previous: slug,
        state: text,
        actor: text,
        url: `https://github.com/${slug}`,
      }),
    ),
  ].join('\n')
}

function flagFile(planted: readonly Planted[]): object {
  const keyOf = ({ text, slug }: Planted, index: number): string => (index % 2 === 0 ? slug : text)
  const keys = planted.map(keyOf)
  const flags = planted.map(({ text, slug }, index) => {
    const key = keys[index]!
    const clause = { attribute: slug, op: 'in', values: [text] }
    const flag = {
      key,
      on: true,
      version: 1,
      variations: [text, slug, false],
      fallthrough: { variation: 0 },
      offVariation: 2,
      targets: [],
      rules: [{ id: slug, variation: 1, clauses: [clause] }],
      prerequisites: index === 0 ? [] : [{ key: keys[index - 1], variation: 0 }],
      salt: 'salt',
      description: text,
      tags: [text],
    }
    return [key, flag] as const
  })
  const real = { ...flags[0]![1], key: 'new-token-validator', version: 7 }
  return { flags: { ...Object.fromEntries(flags), [real.key]: real }, segments: {} }
}

function ticket(index: number, title: string, body: string): string {
  const front = stringify({
    id: `SUP-${index}`,
    title,
    reporter: { name: `Reporter ${body}`.slice(0, 200), email: 'r@customer.example' },
    customer: body.slice(0, 200),
    service: 'auth',
    region: body.slice(0, 80),
    createdAt: toIso(onsetMs + 60_000),
  })
  return `---\n${front}---\n\n${body}\n\n## ${toIso(onsetMs)} ${body.split('\n', 1)[0]}\n\n${body}\n`
}

/** One history with every text as a subject, an author and a tag, in a single run of git. */
function commit(folder: string, { subject, author, tag }: Plantings): void {
  const git = (args: readonly string[], input?: Buffer): void => {
    execFileSync('git', ['-C', folder, ...args], { input, stdio: ['pipe', 'ignore', 'pipe'] })
  }
  git(['init', '-q', '-b', 'main'])
  const parts: Buffer[] = []
  const data = (text: string): Buffer => {
    const bytes = Buffer.from(text.toWellFormed())
    return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')])
  }
  const when = Math.floor((startMs - 3_600_000) / 1_000)
  subject.forEach(({ text }, index) => {
    const name = author[index]!.text.replace(/[\n\r<>\0]/g, ' ')
      .toWellFormed()
      .slice(0, 400)
    parts.push(
      Buffer.from(
        `commit refs/heads/main\nmark :${index + 1}\nauthor ${name} <a@b.example> ${when + index} +0000\ncommitter ${name} <a@b.example> ${when + index} +0000\n`,
      ),
      data(text.replaceAll('\0', '')),
    )
  })
  tag.forEach(({ text, slug }, index) => {
    parts.push(
      Buffer.from(
        `tag ${slug}\nfrom :${index + 1}\ntagger Release <a@b.example> ${when + index} +0000\n`,
      ),
      data(text.replaceAll('\0', '')),
    )
  })
  git(['fast-import', '--quiet'], Buffer.concat(parts))
}
