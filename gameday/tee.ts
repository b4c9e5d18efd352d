import { spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { argv, execPath, exit, stderr, stdin, stdout } from 'node:process'

// Runs a script between a client and its server and keeps every byte that the server wrote: TAPE SCRIPT ARGUMENTS...
const [tape = '', ...command] = argv.slice(2)
const server = spawn(execPath, command, { stdio: 'pipe' })
stdin.pipe(server.stdin)
server.stdout.on('data', (bytes: Buffer) => {
  appendFileSync(`${tape}.out`, bytes)
  stdout.write(bytes)
})
server.stderr.on('data', (bytes: Buffer) => {
  appendFileSync(`${tape}.err`, bytes)
  stderr.write(bytes)
})
server.stdin.on('error', () => stdin.unpipe())
server.on('exit', (code) => exit(code ?? 1))
process.on('SIGTERM', () => server.kill())
process.on('SIGINT', () => server.kill())
