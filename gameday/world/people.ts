import { toIso } from '../../src/domain/time.ts'
import { newSshKey } from './ssh-key.ts'

const hourMs = 3_600_000

/** The people of the game; the requester holds a key but no role that grants, `simulated` marks every decision as played. */
const cast = [
  { id: 'maria', name: 'Maria Ito', roles: ['support'] },
  { id: 'noor', name: 'Noor Haddad', roles: ['incident-commander', 'simulated'] },
  { id: 'lee', name: 'Lee Okafor', roles: ['service-owner:auth', 'simulated'] },
  { id: 'sam', name: 'Sam Lindqvist', roles: ['sre'] },
] as const

export const requester = { id: cast[0].id, name: cast[0].name }
export const commander = { id: cast[1].id, name: cast[1].name }

export interface Trusted {
  /** What `people.yaml` says. */
  readonly file: object
  readonly privateKeys: Readonly<Record<string, string>>
}

/** The trust folder's people with keys made now, a rota around this moment and an escalation matrix. */
export function trustedPeople(nowMs: number): Trusted {
  const keys = Object.fromEntries(cast.map(({ id }) => [id, newSshKey(id)]))
  const span = { from: toIso(nowMs - 4 * hourMs), to: toIso(nowMs + 8 * hourMs) }
  return {
    file: {
      people: cast.map(({ id, name, roles }) => ({
        id,
        name,
        email: `${id}@baton.example`,
        roles: [...roles],
        keys: [keys[id]!.publicKey],
      })),
      rota: [
        { role: 'incident-commander', ...span, person: 'noor' },
        { role: 'sre-on-call', ...span, person: 'sam' },
        { role: 'support-on-call', ...span, person: 'maria' },
      ],
      matrix: [
        { severity: 'SEV1', level: 1, role: 'sre-on-call', within: '5m' },
        { severity: 'SEV1', level: 2, role: 'incident-commander', within: '10m' },
        { severity: 'SEV2', level: 1, role: 'sre-on-call', within: '15m' },
        { severity: 'SEV2', level: 2, role: 'incident-commander', within: '30m' },
        { severity: 'SEV3', level: 1, role: 'sre-on-call', within: '4h' },
        { severity: 'SEV4', level: 1, role: 'sre-on-call', within: '24h' },
      ],
    },
    privateKeys: Object.fromEntries(cast.map(({ id }) => [id, keys[id]!.privateKey])),
  }
}
