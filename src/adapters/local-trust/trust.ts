import type { Trust } from '../../domain/trust.ts'
import type { TrustRoot } from '../../ports/trust-root.ts'
import { digestOfFiles, readFolder } from './folder.ts'
import { type People, parsePeople } from './people.ts'

const nobody: People = { people: [], rota: [], matrix: [] }

/** The trust folder on this machine, read whole at every call: digest and content always come from the same bytes. */
export function localTrust({ folder }: { readonly folder: string }): TrustRoot {
  return { read: () => trustOf(readFolder(folder)) }
}

function trustOf(files: ReadonlyMap<string, Buffer>): Trust {
  const people = files.get('people.yaml')
  const policies = [...files]
    .filter(([path]) => /^policies\/[^/]+\.cedar$/.test(path))
    .map(([path, bytes]) => [path.slice('policies/'.length), bytes.toString('utf8')])
  return {
    ...(people ? parsePeople(people.toString('utf8')) : nobody),
    digest: digestOfFiles(files),
    policies: Object.fromEntries(policies) as Record<string, string>,
  }
}
