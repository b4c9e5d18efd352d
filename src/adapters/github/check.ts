import * as z from 'zod'

import type { SourceCheck } from '../../ports/source-check.ts'
import { skewWords } from '../network/skew.ts'
import { VendorFault } from '../network/vendor-fault.ts'
import type { Credentials } from './client.ts'
import { faultWords } from './fault.ts'
import { gapsOf } from './gaps.ts'
import { type Asked, isReviewed, readChanges } from './read.ts'
import type { Said } from './session.ts'

const hourMs = 3_600_000
const Home = z.object({ full_name: z.string() })

/** Whether the repository is there and each part of it can be read, what the token may beside that, and what is left of its hour. */
export async function checkLines(
  asked: Asked,
  credentials: Credentials | null,
  signal: AbortSignal,
  nowMs: () => number,
): Promise<readonly SourceCheck[]> {
  const { session, source, repository } = asked
  const line = (state: SourceCheck['state'], message: string): SourceCheck => ({
    source,
    state,
    message,
  })
  try {
    const { owner, name } = repository
    await session.get('/repos/{owner}/{repo}', { owner, repo: name }, Home, signal)
  } catch (cause) {
    const fault = cause instanceof VendorFault ? cause : new VendorFault('our side')
    return [line('failed', faultWords(fault, nowMs()))]
  }
  const window = { fromMs: nowMs() - hourMs, toMs: Number.POSITIVE_INFINITY }
  const { missing, environments } = await readChanges(asked, window, signal)
  const skew = skewWords(session.said.skewMs)
  const reviewed = environments.filter(isReviewed).length
  return [
    ...gapsOf(source, missing, nowMs()).map(({ reason }) => line('warning', reason)),
    ...rightsOf(credentials, session.said).map((message) => line('warning', message)),
    ...(skew === null ? [] : [line('warning', skew)]),
    line(
      'ok',
      [
        'It can be read.',
        credentials?.kind === 'token' && session.said.scopes === null
          ? 'What this token may beside reading cannot be asked: give it rights to read alone.'
          : '',
        environments.length > 0
          ? `${reviewed} of its ${environments.length} environments wait for a reviewer.`
          : '',
        leftOf(session.said),
      ]
        .filter(Boolean)
        .join(' '),
    ),
  ]
}

const readingScope =
  /^(read:[\w:]+|user:email|repo_deployment|repo:status|security_events|notifications|)$/

function rightsOf(credentials: Credentials | null, { scopes }: Said): readonly string[] {
  if (credentials?.kind !== 'token' || scopes === null) return []
  const may = scopes.split(',').map((scope) => scope.trim())
  return may.every((scope) => readingScope.test(scope))
    ? []
    : [
        'This classic token may also write. Use a fine-grained token, or a GitHub App, with rights to read alone.',
      ]
}

function leftOf({ remaining, limit }: Said): string {
  return remaining === null || limit === null
    ? ''
    : `${remaining} of ${limit} requests of this hour are left.`
}
