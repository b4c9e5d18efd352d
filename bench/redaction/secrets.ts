import { table } from '../figures.ts'
import type { SecretSample } from './data.ts'
import { share, type Show } from './report.ts'
import { baton, type Subject } from './subject.ts'

/** Classes that hide something in a sample without taking it for a secret. */
const personal = /^(?:ipv[46]|mac|email|phone|user|person|address|organi[sz]ation|place|location)$/

interface Count {
  found: number
  all: number
}

/** Samples of the gitleaks rule tests in the strict profile: true ones found, false ones hit, and the rules that are not perfect. */
export async function secretsTable(samples: readonly SecretSample[], show: Show): Promise<string> {
  const subject = baton('log')
  const rules = new Map<string, { secret: Count; decoy: Count }>()
  for (const { rule, isSecret, text } of samples) {
    const counts = rules.get(rule) ?? { secret: { found: 0, all: 0 }, decoy: { found: 0, all: 0 } }
    rules.set(rule, counts)
    const count = isSecret ? counts.secret : counts.decoy
    const hit = (await subject.find(text)).find(({ type }) => !personal.test(type))
    count.all++
    if (hit) count.found++
    if (isSecret && !hit) show('secret:missed', rule, text, { start: 0, end: 0 })
    if (!isSecret && hit) show('secret:false', `${rule} as ${hit.type}`, text, hit)
  }
  const rows = [...rules]
    .filter(([, { secret, decoy }]) => secret.found < secret.all || decoy.found > 0)
    .map(([rule, { secret, decoy }]) => [rule, of(secret), of(decoy)])
  const sum = (which: 'secret' | 'decoy'): Count =>
    [...rules.values()].reduce(
      (total, each) => ({
        found: total.found + each[which].found,
        all: total.all + each[which].all,
      }),
      { found: 0, all: 0 },
    )
  const [secret, decoy] = [sum('secret'), sum('decoy')]
  return table([
    ['rule', 'true ones found', 'false ones hit'],
    [`all ${rules.size} rules`, `${of(secret)} = ${rate(secret)}`, `${of(decoy)} = ${rate(decoy)}`],
    ...rows,
  ])
}

/** How many of the true samples another redactor changes at all, and how many of the false ones. */
export async function secretShares(
  subject: Subject,
  samples: readonly SecretSample[],
): Promise<readonly string[]> {
  const shares: string[] = []
  for (const isSecret of [true, false]) {
    const some = samples.filter((sample) => sample.isSecret === isSecret)
    let changed = 0
    for (const { text } of some) if ((await subject.find(text)).length > 0) changed++
    shares.push(share(changed / some.length))
  }
  return shares
}

const of = ({ found, all }: Count): string => `${found} of ${all}`
const rate = ({ found, all }: Count): string => share(found / all)
