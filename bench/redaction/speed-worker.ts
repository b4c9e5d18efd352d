import { type MessagePort, workerData } from 'node:worker_threads'

import { readLogs } from './data.ts'
import { loadPeer, type PeerName } from './peers.ts'
import { hitsTable, ownSpeeds, peerSpeed } from './speed.ts'

/** What to measure: Baton and the naive patterns, dense hits, or one peer. */
export type Asked = 'own' | 'hits' | { readonly folder: string; readonly name: PeerName }

const { asked, port } = workerData as { readonly asked: Asked; readonly port: MessagePort }

async function measured(): Promise<unknown> {
  if (asked === 'hits') return hitsTable()
  const text = (readLogs() ?? []).map((file) => file.text).join('')
  if (asked === 'own') return ownSpeeds(text)
  const peer = await loadPeer(asked.folder, asked.name)
  return [`${peer.name} ${peer.version}`, await peerSpeed(peer, text)]
}

port.postMessage(await measured())
port.close()
