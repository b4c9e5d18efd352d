import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir, userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'

import type * as z from 'zod'

import { changesTargets, type ChangesTarget } from './config/changes.ts'
import { type ClusterTarget, clusterTargets } from './config/clusters.ts'
import { type NotifyTarget, notifyTargets } from './config/notify.ts'
import { ConfigFile } from './config/schema.ts'
import { environmentsOf, type SettingsTarget, settingsTargets } from './config/settings.ts'
import { HandoffError } from './domain/error.ts'
import type { Environment, Service } from './domain/service.ts'
import type { Requester } from './domain/work.ts'

type Parsed = z.output<typeof ConfigFile>
/** An entry of `logs:` that names files. */
type LogFiles = Extract<Parsed['logs'][number], { readonly files: readonly string[] }>

/** `baton.yaml` and the environment, resolved: every path absolute, every duration in milliseconds. */
export interface Config extends Omit<
  Parsed,
  'home' | 'trust' | 'requester' | 'services' | 'environments' | 'notify' | 'logs' | 'changes'
> {
  /** False when there is no baton.yaml and the defaults hold. */
  readonly isWritten: boolean
  /** The folder that relative paths of the file belong to. */
  readonly root: string
  readonly home: string
  readonly trust: string
  readonly requester: Requester
  readonly services: readonly Service[]
  readonly environments: readonly Environment[]
  /** Where the configuration of the environments lies. */
  readonly settings: readonly SettingsTarget[]
  readonly notify: readonly NotifyTarget[]
  readonly logs: readonly LogFiles[]
  readonly clusters: readonly ClusterTarget[]
  readonly changes: readonly ChangesTarget[]
  /** `HTTPS_PROXY` and `NO_PROXY`, for whatever leaves this machine. */
  readonly proxy: { readonly url: string | null; readonly except: string }
}

type Environ = Readonly<Record<string, string | undefined>>

interface ConfigOptions {
  readonly env: Environ
  readonly cwd: string
  /** Asks the operating system who runs this; may throw, as it does in a container for a user without an account. */
  readonly account?: () => string
}

/**
 * Reads `BATON_CONFIG`, else `./baton.yaml`, else defaults; `BATON_HOME` and `BATON_TRUST` win over the file.
 * Throws INVALID_INPUT naming the key that is unknown, missing or malformed; never a value.
 */
export function loadConfig({ env, cwd, account = accountName }: ConfigOptions): Config {
  const named = setting(env, 'BATON_CONFIG')
  const file = resolve(cwd, named ?? 'baton.yaml')
  if (named !== undefined && !existsSync(file)) {
    throw new HandoffError('INVALID_INPUT', 'BATON_CONFIG names a file that does not exist.', {
      hint: 'Point it at a baton.yaml, or unset it to start with the defaults.',
    })
  }
  const isWritten = existsSync(file)
  const parsed = parseConfig(isWritten ? readYaml(file) : {})
  const root = dirname(file)
  const userHome = setting(env, 'HOME') ?? homedir()
  const at = (path: string): string =>
    path.startsWith('~/') ? join(userHome, path.slice(2)) : resolve(root, path)
  const around = {
    setting: (name: string) => setting(env, name),
    read: (path: string) => readFileSync(at(path), 'utf8'),
    at,
  }
  return {
    ...parsed,
    isWritten,
    root,
    home: at(setting(env, 'BATON_HOME') ?? parsed.home ?? '~/.local/state/baton'),
    trust: at(setting(env, 'BATON_TRUST') ?? parsed.trust ?? '~/.config/baton/trust'),
    requester: parsed.requester ?? localRequester(env, account),
    services: parsed.services,
    environments: environmentsOf(parsed.environments),
    settings: settingsTargets(parsed.environments, at),
    messages: parsed.messages && { ...parsed.messages, outbox: at(parsed.messages.outbox) },
    tickets: parsed.tickets && { folder: at(parsed.tickets.folder) },
    knowledge: parsed.knowledge && { folder: at(parsed.knowledge.folder) },
    evidence: parsed.evidence && { folders: parsed.evidence.folders.map(at) },
    content: parsed.content && at(parsed.content),
    notify: notifyTargets(parsed.notify, around),
    logs: parsed.logs.filter((entry) => 'files' in entry),
    clusters: clusterTargets(
      parsed.logs.filter((entry) => 'elasticsearch' in entry || 'opensearch' in entry),
      around,
    ),
    changes: changesTargets(parsed.changes, around),
    proxy: {
      url: setting(env, 'HTTPS_PROXY') ?? setting(env, 'https_proxy') ?? null,
      except: setting(env, 'NO_PROXY') ?? setting(env, 'no_proxy') ?? '',
    },
  }
}

function accountName(): string {
  return userInfo().username
}

/** Who runs this, as an id of `people.yaml` is written. */
function localRequester(env: Environ, account: () => string): Requester {
  let name: string | undefined
  try {
    name = account()
  } catch {
    name = setting(env, 'USER')
  }
  const id = (name ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 64)
  return id === '' ? { id: 'unknown', name: 'unknown' } : { id, name: id }
}

/** An environment variable; unset when empty or still a literal `${NAME}` that the client did not fill in. */
function setting(env: Environ, name: string): string | undefined {
  const value = env[name]
  return value === undefined || value === '' || isPlaceholder(value) ? undefined : value
}

function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && /^\$\{[^}]*\}$/.test(value)
}

function readYaml(file: string): unknown {
  try {
    const { parse } = createRequire(import.meta.url)('yaml') as typeof import('yaml')
    return parse(readFileSync(file, 'utf8'), { maxAliasCount: 50 }) ?? {}
  } catch (cause) {
    throw new HandoffError('INVALID_INPUT', 'The configuration file is not readable YAML.', {
      hint: 'Check its indentation and quotes.',
      cause,
    })
  }
}

function parseConfig(raw: unknown): Parsed {
  const result = ConfigFile.safeParse(withoutPlaceholders(raw))
  if (result.success) return result.data
  const faults = result.error.issues.flatMap((issue) => faultsOf(issue, []))
  throw new HandoffError(
    'INVALID_INPUT',
    `The configuration is not valid: ${faults.slice(0, 5).join('; ')}.`,
    {
      hint: 'Correct these keys in baton.yaml; docs/configuration.md lists them all.',
    },
  )
}

type Issue = z.core.$ZodIssue

/** Of an entry that fits none of several forms, the faults against the form that it comes closest to. */
function faultsOf(issue: Issue, above: readonly PropertyKey[]): readonly string[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const closest = issue.errors.toSorted(
      (a, b) => strange(a) - strange(b) || a.length - b.length,
    )[0]!
    return closest.flatMap((inner) => faultsOf(inner, path))
  }
  return issue.code === 'unrecognized_keys'
    ? [`unknown key ${[...path, issue.keys[0]].join('.')}`]
    : [`${path.join('.') || 'the file'}: ${issue.code.replaceAll('_', ' ')}`]
}

/** How many keys of an entry a form does not know. */
function strange(issues: readonly Issue[]): number {
  const own = issues.filter(({ path }) => path.length === 0)
  return own.reduce((sum, one) => sum + (one.code === 'unrecognized_keys' ? one.keys.length : 0), 0)
}

/** A literal `${VAR}` counts as unset, wherever it stands. */
function withoutPlaceholders(value: unknown): unknown {
  if (Array.isArray(value))
    return value.filter((item) => !isPlaceholder(item)).map(withoutPlaceholders)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([, member]) => !isPlaceholder(member))
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutPlaceholders(member)]))
}
