import { hashOf } from './fold.ts'
import { flag, levelOf } from './packed.ts'
import { vocabulary } from './vocabulary.ts'

const anyName = flag.given | flag.family
/** Groups, annotations of code and ends of file names, none of them somebody. */
const nobody = new Set(
  (
    'channel here everyone all team oncall group admin admins root bot system param params returns throws typedef author since media charset ' +
    'keyframes supports deprecated override dataclass property staticmethod classmethod fixture pytest app todo test latest next alpha beta ' +
    'json yaml yml toml conf config cfg html log logs txt csv java class jar war docx xlsx pptx zip gzip tgz sock service socket timer mount ' +
    'target local internal lan svc cluster default com net org dev prod stage staging exe dll lib bin png jpeg jpg gif svg webp mjs tsx jsx ' +
    'sql proto env lock tmp bak pem crt key properties xml wsdl cpp hpp parquet avro info example invalid media ops dba sre noc helpdesk desk js ts py go rs rb sh md io ai ui db id kt cs no ip at by to on in ms kb mb fs os'
  ).split(' '),
)

/** Whether an account may be somebody's: no word of a language or of the trade, or one with a name in it. */
export function isHandle(handle: string): boolean {
  const parts = handle.split(/[._-]+|(?<=[a-z])(?=\d)/).filter((part) => /[A-Za-z]{2}/.test(part))
  if (handle.length < 3 || parts.length === 0 || parts.length > 4) return false
  if (/^[a-z]\.[a-z]{5,}$/.test(handle)) {
    const bits = bitsOf(handle.slice(2))
    return !nobody.has(handle.slice(2)) && (bits & flag.term) === 0 && levelOf(bits, true) < 2
  }
  const isCapital = /^[A-Z]/.test(handle)
  let isNamed = false
  for (const part of parts) {
    const lower = part.toLowerCase()
    const bits = bitsOf(lower)
    if (nobody.has(lower) || lower.length > 20) return false
    if (bits & flag.term && (lower.length > 3 || !isNamed)) return false
    const isRare = levelOf(bits, true) < 2
    if (isRare && bits & anyName) isNamed = true
    else if (bits === 0 && lower.length > 3 && !/[A-Z]/.test(part)) isNamed = true
    else if (parts.length === 1 && (!isRare || lower.length > 2)) return false
  }
  return isNamed && (!isCapital || parts.every((part) => (bitsOf(part) & flag.given) !== 0))
}

/** Whether a word is an initial and a family name written as one, in either order: `vkrause`, `tanakah`. */
export function isInitialed(word: string): boolean {
  const lower = word.toLowerCase().replace(/\d+$/, '')
  if (lower.length < 5 || bitsOf(lower) !== 0) return false
  return isFamily(lower.slice(1)) || (lower.length > 5 && isFamily(lower.slice(0, -1)))
}

/** Whether two words with a dot between are an initial or first name and a family name, in either order. */
export function isDotted(first: string, second: string): boolean {
  const last = second.toLowerCase().replace(/\d+$/, '')
  const head = first.toLowerCase()
  if (nobody.has(last) || nobody.has(head) || (first !== head && second === last)) return false
  if (last.length === 1)
    return head.length > 3 && isFamily(head) && levelOf(bitsOf(head), true) === 0
  const bits = bitsOf(last)
  if (bits & flag.term || levelOf(bits, true) > 1) return false
  if (last.length < 3) return (bits & flag.family) !== 0 && isFirstName(head)
  const isName = (bits & anyName) !== 0
  if (head.length === 1) return isName || (bits === 0 && last.length > 4)
  const own = bitsOf(head)
  if (own & flag.term || head.length < 3) return false
  return (own & flag.given) !== 0 && (isName || bits === 0)
}

/** Whether two words with a low line between are a first name and what follows one: `lily_hu`, `tom_becker`, `osman_d`. */
export function isUnderscored(first: string, second: string): boolean {
  if (first.length < 3 || !isFirstName(first) || nobody.has(second)) return false
  if (second.length < 3) return true
  const bits = bitsOf(second)
  return (bits & anyName) !== 0 && levelOf(bits, true) < 2 && (bits & flag.term) === 0
}

/** Whether an account may speak at the beginning of a line, where hardly a key of a file is written like it. */
export function isSpeaker(handle: string): boolean {
  const [, head, last] = /^([a-z]+)[._]([a-z]+)\d{0,4}$/.exec(handle) ?? []
  if (head !== undefined && last !== undefined && Math.min(head.length, last.length) === 1) {
    const name = head.length === 1 ? last : head
    const bits = bitsOf(name)
    if (name.length < 3 || nobody.has(name) || bits & flag.term) return false
    return (bits & anyName) !== 0 || levelOf(bits, true) === 0
  }
  return isInitialed(handle) || (/[._]|[a-z]{4}\d{1,4}$/.test(handle) && isHandle(handle))
}

function isFirstName(word: string): boolean {
  const bits = bitsOf(word)
  return (bits & flag.given) !== 0 && levelOf(bits, true) < 2 && (bits & flag.term) === 0
}

function isFamily(word: string): boolean {
  const bits = bitsOf(word)
  return (bits & flag.family) !== 0 && levelOf(bits, true) < 2 && (bits & flag.term) === 0
}

function bitsOf(word: string): number {
  return vocabulary().get(hashOf(word))
}
