import { detect } from './engine.ts'
import type { Hit } from './finder.ts'
import type { Pass } from './scrub.ts'

const identifier = /^[\w.:+/@-]{1,256}$/
/** Below these names stand machines of one's own. */
const machines: ReadonlySet<string> = new Set([
  'host',
  'server',
  'destination',
  'node',
  'instance',
  'pod',
  'container',
  'k8s',
  'kubernetes',
  'cloud',
  'agent',
  'orchestrator',
  'faas',
  'url',
])
/** What may hold a version of four numbers, which looks like an address. */
const versions = /(?:version|previous|build|release)$/

/**
 * Whether the value of a field that is kept is an identifier: not plainly something else, and not somebody's name. An
 * address is one only where the field is about a machine.
 */
export function isIdentifier(text: string, path: readonly string[], pass: Pass): boolean {
  if (!identifier.test(text)) return false
  if (pass.clean.has(text, 'log', pass.known)) return true
  const names = path.join('.').toLowerCase().split('.')
  const last = names.pop() ?? ''
  const isMachine = names.some((name) => machines.has(name))
  return detect(text, 'log', pass.known).every(
    (hit) =>
      (isMachine && isAddress(hit)) ||
      (hit.class === 'ipv4' && versions.test(last)) ||
      pass.isReadable(hit),
  )
}

function isAddress({ class: name }: Hit): boolean {
  return name.startsWith('ipv') || name === 'mac'
}
