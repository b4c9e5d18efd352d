import { isHost } from './host.ts'
import { durationOf, numberOf, sizeOf, switchOf } from './shapes.ts'

/** Why a value is not shown; `text` is anything that is not plainly harmless. */
export const hiddenAs = ['secret', 'personal', 'text'] as const
export type HiddenAs = (typeof hiddenAs)[number]

const secretWord =
  /^(?:pass|pwd|pw|key|keys|apikey|cred|creds|private|authorization|cert|certs|certificate|salt|pepper|dsn|cookie|cookies|session|sessions|signature|signing|pin|otp|totp|seed|nonce|hmac|bearer|jwt|licen[cs]e|webhook|webhooks|hook|sas|pat|code|codes)$/
const secretPart =
  /passw|passphrase|passcode|pincode|authcode|secret|token|credential|connstr|connectionstring|encryption|kennwort|geheim|motdepasse|contrasen|senha|heslo|haslo|wachtwoord|losenord|salasana|parola/
/** `requirepass`, `dbpwd`, `sshkey`: written together with what it opens. */
const secretEnding =
  /(?<!by|com|sur|tres|over|under)pass$|pwd$|psk$|(?<!mon|tur|hoc|joc|don|whis)key$/
/** How one logs in, unless it only says whether. */
const authWord = /auth$/
const personalWord =
  /^(?:users?|usernames?|logins?|e?mails?|customers?|tenants?|clients?|contacts?|owners?|phones?|mobile|tel|address|addresses|persons?|people|accounts?|admins?|recipients?|senders?|from|to|cc|bcc|birth|birthday|dob|ssn|iban|cards?|patients?|members?|employees?|fullname|firstname|lastname|displayname|surname|company|companies|organi[sz]ation|zip|postcode|allowlist|whitelist)$/
const measured =
  /^(?:ttl|timeout|expiry|expires|expiration|lifetime|age|enabled|disabled|length|size|rotation|max|min|count|limit|interval|days|hours|minutes|seconds|secs|ms|millis|required|retries|attempts|rate|pool|window|skew|leeway|algorithm|alg)$/

const longestName = 2_000

/**
 * Why a value may not be seen for the name of its setting alone; a measure of a secret, such as its lifetime, may. A name that
 * is too long or in letters that nobody looked at may mean anything.
 */
export function hiddenByName(name: string, value: string): HiddenAs | null {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '')
  if (plain.length > longestName || /[^\P{L}A-Za-z]/u.test(plain)) return 'secret'
  const words = wordsOf(plain)
  const glued = words.join('')
  const isSecret =
    words.some((word) => secretWord.test(word) || secretEnding.test(word)) ||
    secretPart.test(glued) ||
    (authWord.test(words.at(-1) ?? '') && switchOf(value) === null)
  const isPersonal = words.some((word) => personalWord.test(word))
  if (!isSecret && !isPersonal) return null
  if (measured.test(words.at(-1) ?? '') && isMeasure(value)) return null
  return isSecret ? 'secret' : 'personal'
}

/** The part of a value that is plainly harmless whoever reads it; null when none is. */
export function harmlessPart(value: string): string | null {
  if (value === '' || isMeasure(value) || isVersion(value) || isWords(value)) return value
  return isHost(value) ? plainHost(value) : originOf(value)
}

/** Words of a name, whatever its style: `dbPassword`, `DB_PASSWORD`, `db.password`. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
}

function isMeasure(value: string): boolean {
  const digits = value.replace(/\D/g, '').length
  if (switchOf(value) !== null || /^(?:HS|RS|ES|PS|SHA-?)(?:256|384|512)$/.test(value)) return true
  if (digits > 6) return false
  return numberOf(value) !== null || durationOf(value) !== null || sizeOf(value) !== null
}

function isVersion(value: string): boolean {
  return /^v?\d{1,4}(?:\.\d{1,4}){1,2}(?:-(?:rc|alpha|beta)\.?\d{0,2})?$/.test(value)
}

/** At most four short words that can be spoken, as modes, levels, regions and engines are called; never as people are written. */
function isWords(value: string): boolean {
  if (value.length > 32 || (value.match(/\d/g)?.length ?? 0) > 3) return false
  if (/^[A-Z][a-z]/.test(value)) return false
  const parts = value.split(/[-_./]/)
  return (
    parts.length <= 4 &&
    parts.every((part) => /^(?:[a-z]{1,12}\d{0,2}|\d)$/i.test(part) && isSpoken(part))
  )
}

function isSpoken(part: string): boolean {
  return (
    part.length <= 4 ||
    (/[aeiouy]/i.test(part) &&
      !/[^aeiouy\d]{5}/i.test(part) &&
      !/[a-z][A-Z].*[a-z][A-Z]/.test(part))
  )
}

/** Scheme, host and port of an address; who logs in there and everything behind the host stay hidden. */
function originOf(value: string): string | null {
  if (value.length > 500 || !/^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(value)) return null
  const url = URL.parse(value)
  if (url === null || plainHost(url.hostname) === null) return null
  const more = url.pathname.length > 1 || url.search !== '' || url.hash !== ''
  const login = url.username === '' && url.password === '' ? '' : '…@'
  return `${url.protocol}//${login}${url.host}${more ? '/…' : ''}`
}

function plainHost(host: string): string | null {
  const labels = host.replace(/:\d+$/, '').split('.')
  const isPlain = labels.every((label) =>
    label.split('-').every((part) => /^[a-z]{1,14}\d{0,3}$/i.test(part)),
  )
  return isPlain ? host : null
}
