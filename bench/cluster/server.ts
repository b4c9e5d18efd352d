import { openCluster } from '../../test/support/search-cluster/cluster.ts'
import { faults } from '../../test/support/search-cluster/faults.ts'
import { documents } from './documents.ts'

/** A fake cluster in a process of its own: `server.ts elasticsearch none`; tells its address and ends when told anything. */
const [product = 'elasticsearch', fault = 'none'] = process.argv.slice(2)

const how = Object.hasOwn(faults, fault) ? faults[fault as keyof typeof faults] : undefined
const cluster = await openCluster({
  product: product === 'opensearch' ? 'opensearch' : 'elasticsearch',
  version: product === 'opensearch' ? '3.1.0' : '9.2.1',
  documents,
  judged: false,
  ...(how && { fault: { at: /_search$/, how } }),
})
process.send?.(cluster.url)
process.once('message', () => process.exit(0))
