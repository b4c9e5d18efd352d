// Lists and calls with the AI SDK, over standard input and output and over HTTP.
import { createMCPClient } from '@ai-sdk/mcp'
import { Experimental_StdioMCPTransport as Stdio } from '@ai-sdk/mcp/mcp-stdio'

const [command, entry, url] = process.argv.slice(2)
const options = { toolCallId: 'call-1', messages: [] }

for (const [way, transport] of [
  ['stdio', new Stdio({ command, args: [entry, 'serve'], env: process.env, stderr: 'ignore' })],
  ['http', { type: 'http', url }],
]) {
  const client = await createMCPClient({ transport })
  const tools = await client.tools()
  const answer = await tools.get_incident.execute({}, options)
  if (answer.isError) throw new Error(`${way}: the call was refused`)
  const title = { title: `Logins fail, told by the AI SDK over ${way}`, service: 'auth' }
  const opened = await tools.open_incident.execute(title, options)
  if (opened.isError || !/INC-/.test(JSON.stringify(opened))) throw new Error(`${way}: not opened`)
  process.stdout.write(
    `clients: @ai-sdk/mcp over ${way}: ${Object.keys(tools).length} tools, 2 calls\n`,
  )
  await client.close()
}
