import { everywhere, matchAt, matchEnd, type Span, spanTo, type TextClass } from './class.ts'
import { isPlaceholder } from './placeholder.ts'
import { isSecretKey } from './secret-key.ts'
import { isSecretValue } from './secret-value.ts'

const long = /--?([A-Za-z][A-Za-z0-9_.-]{1,48})(?:[ \t]{1,4}|["'][ \t]{0,4},\s{0,8}(?=["']))/y
/** One word of a shell, also in parts and in quotes. */
const word = /(?:"(?:[^"\\\n]|\\.){0,512}"|'[^'\n]{0,512}'|[^\s"'|;&<>]){1,512}/y
const quoted = /(?:"(?:[^"\\\n]|\\.){1,512}"|'[^'\n]{1,512}')(?=[\s,;|&)\]}]|$)/y
const java = /^(?:store|key|src|dest|deststore|srcstore|destkey|srckey|new)?pass$/
const farthest = 256

interface Letters {
  /** The option up to where its value begins. */
  readonly option: RegExp
  /** Command and, where they need one, its verb. */
  readonly commands: RegExp
  /** True where the value is `name:password`. */
  readonly paired?: true
}

function commandsNamed(names: string): RegExp {
  return new RegExp(`(?:^|[\\s/(\`"'])(?:${names})\\s`)
}

/** Options of a single letter that take a password, by the letter, and the commands that have them. */
const letters: Readonly<Record<string, readonly Letters[]>> = {
  p: [
    { option: /-p(?=\S)/y, commands: commandsNamed('mysql\\w*|mariadb[\\w-]*|mycli') },
    {
      option: /-p ?/y,
      commands: commandsNamed(
        'sshpass|mongo\\w*|influx|cqlsh|clickhouse-client|htpasswd|7z\\w?|unrar|evil-winrm|crackmapexec|nxc|(?:docker|podman|nerdctl|buildah|skopeo|oc|helm registry|az|cf|ibmcloud|crane|oras|rancher|argocd)(?: auth)? login',
      ),
    },
    { option: /-pass(?:in|out)? /y, commands: commandsNamed('openssl') },
  ],
  w: [{ option: /-w /y, commands: commandsNamed('ldap\\w+') }],
  a: [
    { option: /-a /y, commands: commandsNamed('redis-cli') },
    { option: /-a /y, commands: commandsNamed('https?|xh'), paired: true },
  ],
  P: [{ option: /-P ?/y, commands: commandsNamed('sqlcmd|bcp|isql|osql|unzip|zip|ipmitool|tsql') }],
  U: [
    {
      option: /-U ?/y,
      commands: commandsNamed('smbclient|rpcclient|smbmap|net|winexe'),
      paired: true,
    },
  ],
  k: [{ option: /-k /y, commands: commandsNamed('openssl enc') }],
}

/** What follows `--password`, `--token` or `-storepass`, and `-p` of the commands that take a password there. */
export const commandOption: TextClass = {
  name: 'secret',
  profiles: everywhere,
  chars: '-',
  next: '-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
  find(text, at): Span | undefined {
    if (at > 0 && !/[\s"'([,]/.test(text[at - 1]!)) return undefined
    const start = secretOption(text, at)
    if (start === undefined) return undefined
    const found = argumentAt(text, start)
    if (found === undefined) return undefined
    const value = text.slice(found.start, found.end)
    if (!isSecretValue(value, true) || isFile(value) || /^(?:\$[\w{(]|-)/.test(value))
      return undefined
    return found
  },
}

/** A word in quotes without them, any other whole. */
function argumentAt(text: string, at: number): Span | undefined {
  const whole = matchAt(quoted, text, at)
  if (whole) return { start: at + 1, end: at + whole[0].length - 1 }
  const end = matchEnd(word, text, at)
  return spanTo(end, at)
}

function secretOption(text: string, at: number): number | undefined {
  const match = matchAt(long, text, at)
  if (match) {
    const name = match[1]!.toLowerCase()
    if (text[at + 1] === '-' ? isSecretKey(name) : java.test(name)) return at + match[0].length
  }
  const kinds = letters[text[at + 1]!]
  if (kinds === undefined) return undefined
  for (const { option, commands, paired } of kinds) {
    const sign = matchAt(option, text, at)
    if (!sign || !commands.test(commandBefore(text, at))) continue
    if (paired && !isPair(text.slice(at + sign[0].length, at + 128))) continue
    return at + sign[0].length
  }
  return undefined
}

/** `name:password` or `name%password`. */
function isPair(rest: string): boolean {
  return /^\S{1,64}[:%]\S/.test(rest)
}

/** The words of the command so far. */
function commandBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - farthest), at).replace(/\\\n/g, '  ')
  return /[^\n|;&]*$/.exec(before)![0]
}

function isFile(value: string): boolean {
  return isPlaceholder(value) || /^(?:@|\.{0,2}\/|~\/|file:|env:|stdin$|fd:)/.test(value)
}
