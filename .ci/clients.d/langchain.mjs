// Lists and calls with LangChain's adapters, over standard input and output and over HTTP.
import { MultiServerMCPClient } from '@langchain/mcp-adapters'

const [command, entry, url] = process.argv.slice(2)

const servers = {
  stdio: {
    transport: 'stdio',
    command,
    args: [entry, 'serve'],
    env: process.env,
    stderr: 'ignore',
  },
  http: { transport: 'http', url, automaticSSEFallback: false },
}

for (const [way, server] of Object.entries(servers)) {
  const client = new MultiServerMCPClient({
    throwOnLoadError: true,
    prefixToolNameWithServerName: false,
    mcpServers: { baton: server },
  })
  const tools = await client.getTools()
  const named = (name) => tools.find((tool) => tool.name === name)
  const brief = await named('get_incident').invoke({})
  if (!/INC-|open_incident/.test(JSON.stringify(brief))) throw new Error(`${way}: no brief`)
  const title = { title: `Logins fail, told by LangChain over ${way}`, service: 'auth' }
  const opened = await named('open_incident').invoke(title)
  if (!/INC-/.test(JSON.stringify(opened))) throw new Error(`${way}: not opened`)
  process.stdout.write(
    `clients: @langchain/mcp-adapters over ${way}: ${tools.length} tools, 2 calls\n`,
  )
  await client.close()
}
