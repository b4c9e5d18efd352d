import { groupClass } from './class.ts'
import { isPlaceholder, isRandom } from './placeholder.ts'
import { isUnusual } from './secret-value.ts'

const link =
  /(?:reset(?:[-_]?password)?|password[-_]?reset|verify(?:[-_]?email)?|verification|confirm(?:[-_]?(?:email|account))?|activate|activation|invite|invitations?|magic(?:[-_]?link)?|one[-_]?time|login[-_]?link|unlock|token|secret)\/([A-Za-z0-9_.~-]{20,512})(?![A-Za-z0-9_.~-])/iy

/** Words with hyphens, or a file. */
const name = /^(?:[a-z]+|\d+)(?:-(?:[a-z]+|\d+))+$|\.[a-z]{2,5}$/i

/** The part of a link that lets its holder in: `/reset-password/...`, `/invite/...`. */
export const linkSecret = groupClass({
  name: 'secret',
  words: ['res', 'pas', 'ver', 'con', 'act', 'inv', 'mag', 'one', 'log', 'unl', 'tok', 'sec'],
  shape: link,
  mayBegin: (text, at) => text[at - 1] === '/',
  counts: (part) => isRandom(part, 3.3) && !name.test(part),
})

const fields = /\d{4,5}:[A-Za-z*][\w*.-]{0,63}:[A-Za-z][\w.@-]{0,63}:([^\s:"'`<>]{4,128})/y

/** The last field of a line of `.pgpass`: host, port, database, user and password. */
export const passwordFile = groupClass({
  name: 'secret',
  digits: [4, 5],
  next: ':',
  shape: fields,
  mayBegin: (text, at) => text[at - 1] === ':',
  counts: isUnusual,
})

const mask = /add-mask::([^\s"'`]{4,256})/y

/** What a pipeline of GitHub asks to be masked. */
export const pipelineMask = groupClass({
  name: 'secret',
  words: ['add'],
  shape: mask,
  counts: (value) => !isPlaceholder(value),
})
