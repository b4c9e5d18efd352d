interface ServerList {
  readonly mcpServers: Readonly<Record<string, { command: string; args: readonly string[] }>>
}

/** Claude Code's `.mcp.json`: the same servers. */
export function claudeFile({ mcpServers }: ServerList): object {
  return { mcpServers }
}

/** VS Code's `.vscode/mcp.json`: the same servers, and an input for the configuration's path. */
export function vsCodeFile({ mcpServers }: ServerList): object {
  const servers = Object.entries(mcpServers).map(([name, entry]) => [
    name,
    { type: 'stdio', ...entry, env: { BATON_CONFIG: '${input:baton-config}' } },
  ])
  const input = {
    id: 'baton-config',
    type: 'promptString',
    description: 'Path of your baton.yaml; empty for ./baton.yaml or the defaults',
    default: '',
  }
  return { inputs: [input], servers: Object.fromEntries(servers) as object }
}
