import type { Server } from '@modelcontextprotocol/server'

import { HandoffError } from '../domain/error.ts'
import type { Change, Watch } from './watch.ts'

export const mostSubscriptions = 100

/** What one lasting connection is told of changes. */
export interface Telling {
  /** The server that speaks for the connection; one of the older era is told only of what it subscribed to. */
  attach(server: Server, era: 'legacy' | 'modern'): void
  /** From the first look at the list or the first subscription on; a client that asked for neither costs nothing. */
  begin(): void
  /** Throws INVALID_INPUT beyond 100 addresses. */
  subscribe(uri: string): void
  unsubscribe(uri: string): void
  end(): void
}

export function createTelling(watch: Watch): Telling {
  const subscribed = new Set<string>()
  let speaker: { readonly server: Server; readonly era: 'legacy' | 'modern' } | undefined
  let stop: (() => void) | undefined
  let isOver = false

  function tell(change: Change): void {
    if (!speaker) return
    const isWanted =
      speaker.era === 'modern' || change.kind !== 'resource_updated' || subscribed.has(change.uri)
    if (isWanted) void speaker.server.notification(notificationOf(change)).catch(() => undefined)
  }

  return {
    attach: (server, era) => void (speaker = { server, era }),
    begin() {
      if (!isOver) stop ??= watch(tell)
    },
    subscribe(uri) {
      if (subscribed.size >= mostSubscriptions && !subscribed.has(uri)) {
        throw new HandoffError('INVALID_INPUT', 'This connection has 100 subscriptions already.', {
          hint: 'Unsubscribe from what is no longer needed.',
        })
      }
      subscribed.add(uri)
    },
    unsubscribe: (uri) => void subscribed.delete(uri),
    end() {
      isOver = true
      stop?.()
      stop = undefined
    },
  }
}

const methods: Readonly<Record<Change['kind'], string>> = {
  resource_updated: 'notifications/resources/updated',
  resources_list_changed: 'notifications/resources/list_changed',
  tools_list_changed: 'notifications/tools/list_changed',
  prompts_list_changed: 'notifications/prompts/list_changed',
}

function notificationOf(change: Change): { method: string; params?: { uri: string } } {
  const method = methods[change.kind]
  return change.kind === 'resource_updated' ? { method, params: { uri: change.uri } } : { method }
}
