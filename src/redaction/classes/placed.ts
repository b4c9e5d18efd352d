import { everywhere, matchAt, type Span, type TextClass } from './class.ts'
import { isPlaceholder, isRandom } from './placeholder.ts'
import { isUnusual } from './secret-value.ts'

const link =
  /(?:reset(?:[-_]?password)?|password[-_]?reset|verify(?:[-_]?email)?|verification|confirm(?:[-_]?(?:email|account))?|activate|activation|invite|invitations?|magic(?:[-_]?link)?|one[-_]?time|login[-_]?link|unlock|token|secret)\/([A-Za-z0-9_.~-]{20,512})(?![A-Za-z0-9_.~-])/iy

/** Words with hyphens, or a file. */
const name = /^(?:[a-z]+|\d+)(?:-(?:[a-z]+|\d+))+$|\.[a-z]{2,5}$/i

/** The part of a link that lets its holder in: `/reset-password/...`, `/invite/...`. */
export const linkSecret: TextClass = {
  name: 'secret',
  profiles: everywhere,
  words: ['res', 'pas', 'ver', 'con', 'act', 'inv', 'mag', 'one', 'log', 'unl', 'tok', 'sec'],
  find(text, at): Span | undefined {
    if (text[at - 1] !== '/') return undefined
    const match = matchAt(link, text, at)
    if (!match || !isRandom(match[1]!, 3.3) || name.test(match[1]!)) return undefined
    const end = at + match[0].length
    return { start: end - match[1]!.length, end }
  },
}

const fields = /\d{4,5}:[A-Za-z*][\w*.-]{0,63}:[A-Za-z][\w.@-]{0,63}:([^\s:"'`<>]{4,128})/y

/** The last field of a line of `.pgpass`: host, port, database, user and password. */
export const passwordFile: TextClass = {
  name: 'secret',
  profiles: everywhere,
  digits: [4, 5],
  next: ':',
  find(text, at): Span | undefined {
    if (text[at - 1] !== ':') return undefined
    const match = matchAt(fields, text, at)
    if (!match || !isUnusual(match[1]!)) return undefined
    const end = at + match[0].length
    return { start: end - match[1]!.length, end }
  },
}

const mask = /add-mask::([^\s"'`]{4,256})/y

/** What a pipeline of GitHub asks to be masked. */
export const pipelineMask: TextClass = {
  name: 'secret',
  profiles: everywhere,
  words: ['add'],
  find(text, at): Span | undefined {
    const match = matchAt(mask, text, at)
    if (!match || isPlaceholder(match[1]!)) return undefined
    const end = at + match[0].length
    return { start: end - match[1]!.length, end }
  },
}
