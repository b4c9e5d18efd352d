import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { MessageChannel, Worker } from 'node:worker_threads'

import { table } from '../figures.ts'
import { catalogueTable } from './catalogue.ts'
import {
  readLabelledLogs,
  readLogs,
  readSecrets,
  readSentences,
  type Sentence,
  type Templates,
} from './data.ts'
import { falseHitsTable } from './false-hits.ts'
import { idsTable } from './ids.ts'
import { type Installed, installPeers, loadPeer, type Peer, peerNames } from './peers.ts'
import { scorerTable } from './presidio-scores.ts'
import { peerRow, presidioTable } from './presidio.ts'
import { percent, showing } from './report.ts'
import { sdlogTable } from './sdlog.ts'
import { secretShares, secretsTable } from './secrets.ts'
import type { Asked } from './speed-worker.ts'
import { speedTable } from './speed.ts'
import { baton, type Subject } from './subject.ts'
import { ticketsTable } from './tickets.ts'

const usage = `How much the redaction finds, how often it errs and how fast it is, beside other redactors.

  npm run -s bench:redaction -- [--only catalogue,presidio,secrets,sdlog,logs,ids,tickets,peers,speed]
      [--templates all|even|odd]  the half of Presidio's templates that counts
      [--show NAME]               list what was missed or wrongly hit, such as PERSON, EMAIL_ADDRESS:false, other,
                                  PERSON:lower, PERSON:known, secret:missed, secret:false, sdlog:ip, sdlog:user,
                                  sdlog:other, log:false, log:user, dev:PERSON, held-out:ID, PHONE_NUMBER:keyed, id:0,
                                  clean:other
      [--write]                   write the tables into docs/benchmarks.md
`
const intro = `\`npm run bench:redaction\` prints these tables and judges nothing. They come from public data that is not part of the repository;
a table whose data are absent is left out and said to be. *Fully hidden* means that no letter and no digit of a label is left;
*touched*, that something of it is hidden. A share is rounded down.

- Sentences, labels and both evaluations: presidio-research (MIT), \`generated_large\`; the figures of Presidio are those that its
  notebooks 4 and 5 print at commit 7622dec, over another set of the same generator. The evaluations are written from
  \`docs/token_evaluation.md\` and \`docs/span_evaluation.md\`, with a tokeniser and skip words of our own.
- Secrets: the rule tests of gitleaks (MIT); these samples also served to make the rules. Words of logs: SDLog (MIT) over Loghub; lines: Loghub (ISSRE 2023).
- Tickets: invented for Baton in bench/redaction/tickets. \`dev\` served to make the rules; \`held-out\` was written
  without a look at the rules, after one file of \`dev\` was read for the format; twelve of its languages are in no other folder.
- Naive patterns: one global pattern for each class, as most redactors are written, and the same with one for each published
  token format that Baton knows. The other packages run in their ordinary settings, each in a thread of its own, over a sample of the lines. Speed is
  that of the thread's own work, best of some rounds in turn.`
const document = join(import.meta.dirname, '../../docs/benchmarks.md')
const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    templates: { type: 'string', default: 'all' },
    show: { type: 'string' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const show = showing(options.show)
const only = options.only?.split(',')
const absent: string[] = []
const parts: string[] = []

async function part<T>(
  name: string,
  title: string,
  data: T | undefined,
  tables: (data: T) => Promise<string> | string,
): Promise<void> {
  if (only && !only.includes(name)) return
  if (data === undefined) {
    absent.push(title)
    return
  }
  parts.push(`### ${title}\n\n${await tables(data)}`)
  process.stdout.write(`\n${parts.at(-1)!}\n`)
}

/** What each redactor hides of the same sentences, secrets and lines; all of it in its ordinary settings. */
async function peersTable(
  subjects: readonly Subject[],
  sentences: readonly Sentence[],
): Promise<string> {
  const head = [
    'redactor',
    'names',
    'e-mails',
    'cards',
    'phones',
    'IBAN',
    'SSN',
    'addresses',
    'other letters hidden',
  ]
  const secrets = readSecrets()
  const lines = readLogs()?.flatMap(({ text }) => text.split('\n').filter((_, i) => i % 20 === 0))
  const withAddress = lines?.filter((line) => /\b\d{1,3}(?:\.\d{1,3}){3}\b/.test(line)).length ?? 0
  const rows: string[][] = []
  for (const subject of subjects) {
    const row = [subject.name, ...(await peerRow(subject, sentences))]
    row.push(...(secrets ? await secretShares(subject, secrets) : ['-', '-']))
    let changed = 0
    for (const line of lines ?? []) if ((await subject.find(line)).length > 0) changed++
    row.push(lines ? percent(changed / lines.length) : '-')
    rows.push(row)
  }
  return [
    table([
      [...head, 'true secrets changed', 'false secrets changed', 'log lines changed'],
      ...rows,
    ]),
    '',
    'Shares that come out fully hidden, then those of samples and lines that are changed at all.',
    lines ? `An IPv4 address stands in ${percent(withAddress / lines.length)} of these lines.` : '',
  ].join('\n')
}

async function speeds(installed: Installed | undefined): Promise<string> {
  const own = (await inThread('own')) as ReadonlyMap<string, number>
  const all = new Map(own)
  for (const name of installed ? peerNames : []) {
    const [peer, speed] = (await inThread({ folder: installed!.folder, name })) as [string, number]
    all.set(peer, speed)
  }
  return `${speedTable(all)}\n\n${String(await inThread('hits'))}`
}

/** What a thread of its own measures, so that neither compiled code nor memory of one contender slows another. */
async function inThread(asked: Asked): Promise<unknown> {
  const { port1, port2 } = new MessageChannel()
  const file = join(import.meta.dirname, 'speed-worker.ts')
  const worker = new Worker(file, { workerData: { asked, port: port2 }, transferList: [port2] })
  const [result] = (await once(port1, 'message')) as [unknown]
  await worker.terminate()
  return result
}

async function main(): Promise<void> {
  const sentences = readSentences(options.templates as Templates)
  const logs = readLogs()
  await part('catalogue', 'What is known', true, catalogueTable)
  await part('presidio', "Presidio's generated sentences, text profile", sentences, (data) =>
    presidioTable(data, show),
  )
  await part('secrets', 'Secrets of the gitleaks rule tests, log profile', readSecrets(), (data) =>
    secretsTable(data, show),
  )
  await part('sdlog', "SDLog's labels, log profile", readLabelledLogs(), (data) =>
    sdlogTable(data, show),
  )
  await part('logs', 'Hits on real log lines, log profile', logs, (data) =>
    falseHitsTable(data, show),
  )
  await part('ids', 'National numbers with a check', true, () => idsTable(show))
  for (const folder of ['dev', 'held-out', 'clean'] as const) {
    await part('tickets', `Invented tickets, ${folder}, text profile`, folder, (data) =>
      ticketsTable(data, show),
    )
  }
  const compares = !only || only.some((name) => name === 'peers' || name === 'speed')
  const installed = compares ? installPeers() : undefined
  try {
    await part('speed', 'Speed', logs, () => speeds(installed))
    const peers: Peer[] = []
    if (installed) for (const name of peerNames) peers.push(await loadPeer(installed.folder, name))
    await part('presidio', "Presidio's own evaluations, any PII", sentences, (data) =>
      scorerTable([baton('text'), ...peers], data),
    )
    await part('peers', 'Beside other packages', sentences, (data) =>
      peersTable([baton('text'), baton('log'), ...peers], data),
    )
  } finally {
    installed?.remove()
  }
  if (compares && !installed) {
    process.stdout.write(
      '\nThe other packages are not installed: npm could not reach its registry.\n',
    )
  }
  for (const title of absent) {
    process.stdout.write(`\nLeft out, its public data are not here: ${title}\n`)
  }
  if (!options.write) return
  const isWhole = absent.length === 0 && installed && !only && options.templates === 'all'
  if (isWhole) write()
  else process.stdout.write('\nNot written, since this is not all of it.\n')
}

/** Puts the tables in the place of the section of that name. */
function write(): void {
  const before = existsSync(document) ? readFileSync(document, 'utf8') : '# Benchmarks\n'
  const section = /^## Redaction\n[^]*?(?=^## |$(?![^]))/m
  const text = `## Redaction\n\n${intro}\n\n${parts.join('\n\n')}\n\n`
  writeFileSync(
    document,
    section.test(before) ? before.replace(section, () => text) : `${before}\n${text}`,
  )
}

if (options.help) process.stdout.write(usage)
else await main()
