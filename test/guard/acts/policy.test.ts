import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import type { PolicyQuestion } from '../../../src/guard/policy/authorize.ts'
import { policies, refusalOf } from '../../support-approvals/rig.ts'
import { questions } from '../policy/questions.ts'

const lifted = ['freeze-window', 'production-needs-second-lock', 'unversioned-needs-server']

/** The rules that refuse a question; none when it is allowed. */
async function refusing(question: PolicyQuestion, breakGlass: boolean): Promise<readonly string[]> {
  const context = { ...question.context, breakGlass }
  const { allow, rules } = await policies.authorize({ ...question, context })
  return allow ? [] : rules
}

test('break-glass lifts three rules, adds one, and moves no other', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(questions, async (question) => {
      const whole = await refusing(question, false)
      const broken = await refusing(question, true)
      const gone = whole.filter((rule) => !broken.includes(rule))
      const added = broken.filter((rule) => !whole.includes(rule))
      expect(gone.filter((rule) => !lifted.includes(rule))).toEqual([])
      expect(added.filter((rule) => rule !== 'break-glass-commander-grants')).toEqual([])
      expect(broken.filter((rule) => lifted.includes(rule))).toEqual([])
      for (const rule of [...gone, ...added]) seen.add(rule)
    }),
    { numRuns: 400 },
  )
  expect([...seen].toSorted()).toEqual(['break-glass-commander-grants', ...lifted])
})

test('no policy of a customer loosens who grants under it', async () => {
  const text =
    '@id("break-glass-commander-grants") @control("CC6.3") @title("T")\nforbid (principal, action, resource) when { false };'
  const question = fc.sample(questions, 1)[0]!
  const work = policies.authorize({ ...question, policies: { 'x.cedar': text } })
  expect(await refusalOf(work)).toEqual(['UPSTREAM', 'policies-valid'])
})
