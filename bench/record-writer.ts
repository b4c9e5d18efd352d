import { draft, openAt } from './record-home.ts'

/** A process that appends one entry after the other: `record-writer.ts HOME COUNT`; prints what each took in milliseconds. */
const [home = '', count = '0'] = process.argv.slice(2)
const record = openAt(home)
const took: number[] = []
for (let n = 0; n < Number(count); n += 1) {
  const began = performance.now()
  await record.append([draft(n)])
  took.push(performance.now() - began)
}
record.close()
process.stdout.write(JSON.stringify(took))
