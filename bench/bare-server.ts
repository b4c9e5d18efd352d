import { McpServer } from '@modelcontextprotocol/server'
import { serveStdio } from '@modelcontextprotocol/server/stdio'

/** The smallest honest server of the same SDK: what start-up costs before Baton adds anything. */
serveStdio(() => {
  const door = new McpServer({ name: 'bare', version: '1.0.0' }, { capabilities: { tools: {} } })
  door.server.setRequestHandler('tools/list', () => ({
    tools: [{ name: 'nothing', description: 'Does nothing.', inputSchema: { type: 'object' } }],
  }))
  return door
})
