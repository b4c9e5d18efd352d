import { median, quantile, table } from './figures.ts'
import { callTool, openBench } from './world.ts'

/**
 * What the hall and the record cost: each reading tool, one call at a time and 32 at once, beside the same
 * tools on a bare SDK server, without and with a durable record of its own.
 */
const rounds = Number(process.argv[2] ?? 200)
const inFlight = 32
/** Slow tools get fewer rounds: milliseconds for each request and for each turn of many calls at once. */
const longestMs = 12_000
const turnMs = 500

const bench = await openBench()
const { servers, calls } = bench
type Name = keyof typeof servers
const names = Object.keys(servers) as readonly Name[]

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

/** Milliseconds per call, the servers taking turns. */
async function oneByOne(work: (name: Name) => Promise<unknown>): Promise<Record<Name, number[]>> {
  const times: Record<Name, number[]> = { baton: [], bare: [], recording: [] }
  const endAt = performance.now() + longestMs
  for (let round = -20; round < rounds && performance.now() < endAt; round += 1) {
    for (const name of names) {
      const took = await timed(() => work(name))
      if (round >= 0) times[name].push(took)
    }
  }
  return times
}

/** Calls a second with so many in flight at any moment, the servers taking turns; the median of the turns. */
async function atOnce(tool: string, args: object): Promise<Record<Name, number>> {
  const rates: Record<Name, number[]> = { baton: [], bare: [], recording: [] }
  for (let turn = -1; turn < 5; turn += 1) {
    for (const name of names) {
      let answered = 0
      const endAt = performance.now() + turnMs
      const worker = async (): Promise<void> => {
        do {
          await callTool(servers[name], tool, args)
          answered += 1
        } while (performance.now() < endAt)
      }
      const took = await timed(() => Promise.all(Array.from({ length: inFlight }, worker)))
      if (turn >= 0) rates[name].push((answered * 1_000) / took)
    }
  }
  return {
    baton: median(rates.baton),
    bare: median(rates.bare),
    recording: median(rates.recording),
  }
}

const single = [
  [
    'request',
    'Baton p50 ms',
    'p99 ms',
    'bare p50 ms',
    'recording p50 ms',
    'to bare',
    'to recording',
  ],
]
const row = (label: string, times: Record<Name, number[]>): void => {
  const [baton, bare, recording] = [times.baton, times.bare, times.recording].map(median) as [
    number,
    number,
    number,
  ]
  const cells = [baton, quantile(times.baton, 0.99), bare, recording].map((ms) => ms.toFixed(2))
  single.push([label, ...cells, (baton / bare).toFixed(2), (baton / recording).toFixed(2)])
}
row('tools/list', await oneByOne((name) => servers[name].request('tools/list')))
for (const [tool, args] of Object.entries(calls)) {
  row(tool, await oneByOne((name) => callTool(servers[name], tool, args)))
}

const many = [
  ['tool', 'Baton calls/s', 'bare calls/s', 'recording calls/s', 'to bare', 'to recording'],
]
for (const [tool, args] of Object.entries(calls)) {
  const { baton, bare, recording } = await atOnce(tool, args)
  const cells = [baton, bare, recording].map((rate) => rate.toFixed(0))
  many.push([tool, ...cells, (baton / bare).toFixed(2), (baton / recording).toFixed(2)])
}

const memory = [
  ['server', 'resident MiB after all of it'],
  ...names.map((name) => [name, servers[name].residentMiB().toFixed(0)]),
]
await bench.close()

process.stdout.write(
  [
    `One call at a time over stdio, at most ${rounds} rounds in turn, Node ${process.versions.node}`,
    '',
    table(single),
    '',
    `${inFlight} calls in flight at any moment`,
    '',
    table(many),
    '',
    table(memory),
    '',
  ].join('\n'),
)
