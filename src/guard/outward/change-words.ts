import type { FactBody } from '../../domain/fact.ts'
import { isPublication, needsNoGrant } from '../../domain/publication.ts'
import { minuteOf } from '../../domain/time.ts'
import { type About, type Words, type Writer, changeOf, person, plain, said } from './words.ts'

type ChangeKind =
  | 'change.proposed'
  | 'change.decided'
  | 'change.withdrawn'
  | 'change.applied'
  | 'change.failed'
  | 'change.unknown'

/** Changes and publications from proposal to read-back. The intent is left out: its outcome follows at once or says so. */
export const changeWords: { readonly [K in ChangeKind]: Writer<K> } = {
  'change.proposed': (proposal, about) => {
    // Words among colleagues go out by the call that proposes them; then the outcome says it all.
    if (needsNoGrant(proposal)) return undefined
    const { request, reason, requester, expiresAt, digest } = proposal
    return {
      heading: `${kindOf(proposal)} proposed`,
      text: [
        `${plain(request)}: ${changeOf({ proposal })}. Asked by ${plain(requester)} at ${minuteOf(about.entry.at)}, to be decided until ${minuteOf(expiresAt)}.`,
        `Their reason: ${said(reason)}. Digest ${digest.slice(0, 8)}.`,
      ].join('\n'),
    }
  },

  'change.decided': ({ request, decision, approver, reason, simulated, digest, glass }, about) => {
    const by = person(approver, simulated)
    const under = glass === undefined ? '' : ` under the break-glass of entry ${glass}`
    return {
      heading: `${subject(request, about)} ${decision}`,
      text: `${by} ${decision} ${plain(request)}${under}${clause(request, about)}.\nReason: ${said(reason)}. Digest ${digest.slice(0, 8)}.`,
    }
  },

  'change.withdrawn': ({ request }, about) => ({
    heading: `${subject(request, about)} withdrawn`,
    text: `${plain(about.entry.actor.id)} withdrew ${plain(request)}${clause(request, about)}.`,
  }),

  'change.applied': ({ request, version, readBack, reconciled }, about) => {
    const at = version === null ? 'no version' : `version ${plain(version)}`
    const how = reconciled ? ' Found out by reading the target back, not from its answer.' : ''
    const found = about.request(request)
    const asked = found ? ` Asked by ${plain(found.proposal.requester)}.` : ''
    return {
      heading: `${subject(request, about)} applied`,
      text: `${plain(request)} was applied${clause(request, about)}.${asked}\nRead back: ${plain(readBack)}, ${at}.${how}`,
    }
  },

  'change.failed': ({ request, reason }, about) => ({
    heading: `${subject(request, about)} failed`,
    text: `${plain(request)} was not applied${clause(request, about)}.\nWhy: ${said(reason)}.`,
  }),

  'change.unknown': ({ request, reason }, about) => ({
    heading: `${subject(request, about)}: outcome unknown`,
    text: `Whether ${plain(request)} was applied is not known${clause(request, about)}.\nWhy: ${said(reason)}. It is read back again; nobody repeats it.`,
  }),
}

function kindOf(proposal: Pick<FactBody<'change.proposed'>, 'system' | 'to'>): string {
  return isPublication(proposal) ? 'Publication' : 'Change'
}

function subject(request: string, about: About): Words['heading'] {
  const found = about.request(request)
  return found ? kindOf(found.proposal) : 'Change'
}

/** What the request is about, as far as the record still says it. */
function clause(request: string, about: About): string {
  const found = about.request(request)
  return found ? `: ${changeOf(found)}` : ''
}
