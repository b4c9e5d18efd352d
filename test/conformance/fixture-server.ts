import { openHttp } from '../../src/mcp/http/serve.ts'
import { createFixtureDoor } from './fixture/door.ts'

/** Serves what the conformance scenarios need by name over our own HTTP stack, until SIGTERM. */
const http = await openHttp(createFixtureDoor(), {
  host: '127.0.0.1',
  port: 0,
  clock: { nowMs: () => Date.now() },
})
process.stderr.write(`fixture: listening on ${http.url}\n`)
process.once('SIGTERM', () => void http.close())
