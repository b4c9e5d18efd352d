import { argv, stdout } from 'node:process'

import { seeded } from '../../src/domain/seeded.ts'
import { loadScenario } from '../scenario/load.ts'
import { startService } from './server.ts'

// The small service as a process of its own: SCENARIO FLAG_FILE LOG_FOLDER. It ends with its standard input.
const [scenarioFile = '', flagFile = '', logs = ''] = argv.slice(2)
const service = await startService({
  scenario: loadScenario(scenarioFile),
  flagFile,
  logs,
  random: seeded(Date.now()),
  nowMs: Date.now,
})
stdout.write(`${JSON.stringify({ url: service.url })}\n`)
process.stdin.resume()
process.stdin.once('end', () => void service.close())
