import type { Incident } from '../domain/incident.ts'
import type { Room } from '../guard/call.ts'
import type { ChangeProtocol } from '../guard/change/protocol.ts'
import type { Shelf } from '../ports/shelf.ts'
import type { Tool } from '../tools/tool.ts'
import { createSettler } from './hands.ts'
import { toolList } from './list.ts'
import type { Completions } from './rooms/completion.ts'
import { toolRoom } from './rooms/tool.ts'
import type { Watch } from './watch.ts'

/** Everything the door can show, as main binds it. */
export interface CatalogueOptions {
  readonly tools: readonly Tool[]
  readonly changes: ChangeProtocol
  readonly shelf: Shelf
  /** Newest first. */
  incidents(): readonly Incident[]
  readonly completions: Completions
  readonly watch: Watch
}

export interface Catalogue extends Omit<CatalogueOptions, 'tools' | 'changes'> {
  toolList(): ReturnType<typeof toolList>
  toolRoom(name: string): Room | undefined
}

/** The list is made at the first ask and kept: it never changes while the server runs. */
export function createCatalogue({ tools, changes, ...rest }: CatalogueOptions): Catalogue {
  let listed: ReturnType<typeof toolList> | undefined
  const settle = createSettler(tools, changes)
  return {
    ...rest,
    toolList: () => (listed ??= toolList(tools)),
    toolRoom(name) {
      const tool = tools.find((candidate) => candidate.name === name)
      return tool && settledFirst(toolRoom(tool, changes), settle)
    },
  }
}

function settledFirst(room: Room, settle: ReturnType<typeof createSettler>): Room {
  return {
    ...room,
    async enter(input, visit) {
      await settle(visit)
      return room.enter(input, visit)
    },
  }
}
