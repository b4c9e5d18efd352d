import type { Room } from '../guard/call.ts'
import type { ChangeProtocol } from '../guard/change/protocol.ts'
import type { Shelf } from '../ports/shelf.ts'
import type { Tool } from '../tools/tool.ts'
import { createSettler } from './hands.ts'
import { toolList } from './list.ts'
import { toolRoom } from './rooms/tool.ts'

/** Everything the door can show, as main binds it. */
export interface CatalogueOptions {
  readonly tools: readonly Tool[]
  readonly changes: ChangeProtocol
  readonly shelf: Shelf
  /** What an argument of a prompt may be, from configuration and incident ids only. */
  completions(argument: string): readonly string[]
}

export interface Catalogue extends Pick<CatalogueOptions, 'shelf' | 'completions'> {
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
