import type { Step } from '../../record/verdict.ts'
import type { Showing } from './check-proof.ts'
import type { Report } from './judge.ts'

const words: Readonly<Record<Step, string>> = {
  storage: 'The file is sound and holds only what Baton put there',
  sequence: 'The entries are numbered from 1 without a gap',
  order: 'Times and ids never run back',
  bodies: 'Each body is the one that was recorded',
  leaves: 'Each entry is the one that was recorded',
  head: 'The record ends where its checkpoint says',
  root: 'The entries lead to the root that was signed',
  signature: 'The checkpoint was signed with the trusted key',
  outside: 'The checkpoints kept elsewhere are a part of it',
}

const outcomes = {
  sound: 'The record is whole.',
  broken: 'The record is BROKEN.',
  unacceptable: 'Nothing contradicts the record, but it does not prove what was asked.',
} as const

/** What was found about a record, for people. */
export function inWords({ findings, entries, key, trusted, outcome }: Report): string {
  const lines = findings.map(({ step, ok, entry, reason }) => {
    const where = entry === undefined ? '' : `entry ${entry}: `
    return ok ? `  ok    ${words[step]}` : `  FAIL  ${words[step]}: ${where}${reason ?? ''}`
  })
  const counted = `${entries} ${entries === 1 ? 'entry' : 'entries'}`
  const own =
    'This used the key that lies in the home itself, which proves less: whoever could rewrite the record could replace it too.'
  return [
    ...lines,
    '',
    `${outcomes[outcome]} ${counted}.`,
    ...(key === null ? [] : [`Key: ${key}`]),
    ...(trusted || key === null
      ? []
      : [own, 'Keep the key elsewhere (--print-key) and give it with --trust.']),
    '',
  ].join('\n')
}

const showings = {
  sound: 'The proof holds.',
  broken: 'The proof is FALSE.',
  unacceptable: 'Nothing contradicts the proof, but it does not show what was asked.',
} as const

/** What was found about a proof, for people. */
export function showingInWords({ outcome, shown }: Showing): string {
  const lines = shown.map(({ what, ok, reason }) =>
    ok ? `  ok    ${what}` : `  FAIL  ${what}: ${reason ?? ''}`,
  )
  return [...lines, '', showings[outcome], ''].join('\n')
}
