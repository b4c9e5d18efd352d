import type { Octokit } from '@octokit/rest'

/** What a token of the app is asked to be able to do: to read, and that alone, whatever the app itself may. */
const rights = {
  actions: 'read',
  contents: 'read',
  deployments: 'read',
  metadata: 'read',
  pull_requests: 'read',
} as const

interface App {
  readonly appId: string
  readonly installationId: string
  readonly privateKey: string
}

/** The token of the app's installation, renewed when it is an hour old. An app that lacks a right gives what it has. */
export async function installationToken(
  { appId, installationId, privateKey }: App,
  request: Octokit['request'],
): Promise<() => Promise<string>> {
  const { createAppAuth } = await import('@octokit/auth-app')
  const app = createAppAuth({ appId, installationId, privateKey, request })
  let permissions: Record<string, string> = rights
  const ask = async () => (await app({ type: 'installation', permissions })).token
  return async () => {
    try {
      return await ask()
    } catch (cause) {
      if ((cause as { status?: unknown }).status !== 422 || permissions !== rights) throw cause
      const { permissions: held } = await app({ type: 'installation' })
      permissions = Object.fromEntries(
        Object.entries(rights).filter(([name]) => name in (held as object)),
      )
      return ask()
    }
  }
}
