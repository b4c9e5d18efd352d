import { everywhere, matchEnd, type Span, spanTo, type TextClass } from './class.ts'

const paseto = /v[1-4]\.(?:local|public)\.[A-Za-z0-9_-]{40,16384}(?:\.[A-Za-z0-9_-]{1,2048})?/y

/** PASETO token of any version and purpose. */
export const pasetoToken: TextClass = {
  name: 'paseto',
  profiles: everywhere,
  words: ['v1', 'v2', 'v3', 'v4'],
  find: (text, at) => spanTo(matchEnd(paseto, text, at), at),
}

const crypt =
  /\$(?:2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}|[156y7]\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{0,64}\$[./A-Za-z0-9]{22,128}|apr1\$[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{22}|argon2(?:id|i|d)\$[\w=,$+/.-]{40,512}|(?:pbkdf2|scrypt)[\w-]{0,16}\$[\w=,$+/.-]{20,512}|[PHS]\$[./A-Za-z0-9]{31,64}|y\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{1,64}\$[./A-Za-z0-9]{43})(?![./A-Za-z0-9])/y

/** What a system keeps instead of a password: bcrypt, crypt of SHA-512, Argon2 and their like. */
export const passwordHash: TextClass = {
  name: 'password-hash',
  profiles: everywhere,
  chars: '$',
  next: '12567yaPHSs',
  find: (text, at) => spanTo(matchEnd(crypt, text, at), at),
}

const framework = /(?:pbkdf2_sha\d{1,3}|bcrypt_sha256|argon2|scrypt)\$[\w=,$+/.:-]{30,512}/y
const ldap = /\{(?:S?SHA(?:256|512)?|S?MD5|CRYPT|PBKDF2[\w-]{0,12})\}[A-Za-z0-9+/=$.]{20,256}/y

/** The same as Django and LDAP write it. */
export const namedHash: TextClass = {
  name: 'password-hash',
  profiles: everywhere,
  words: ['pbk', 'bcr', 'arg', 'scr'],
  find: (text, at) => spanTo(matchEnd(framework, text, at), at),
}

export const directoryHash: TextClass = {
  name: 'password-hash',
  profiles: everywhere,
  chars: '{',
  next: 'SMCP',
  find: (text, at) => spanTo(matchEnd(ldap, text, at), at),
}

const saml =
  /(?:PHNhbWxwO|PHNhbWwyc|PFJlc3BvbnNl|PHNhbWw6|PHNhbWxw|PHNhbWwy|PD94bWwg)[A-Za-z0-9+/]{48,65536}(?:\r?\n[A-Za-z0-9+/]{1,76}){0,900}={0,2}/y

/** SAML response or assertion in base64. */
export const samlAssertion: TextClass = {
  name: 'saml',
  profiles: everywhere,
  words: ['PHN', 'PFJ', 'PD9'],
  find(text, at): Span | undefined {
    const end = matchEnd(saml, text, at)
    if (end === -1) return undefined
    const decoded = Buffer.from(text.slice(at, Math.min(end, at + 4096)), 'base64').toString(
      'latin1',
    )
    if (
      !/<(?:saml2?p?:)?(?:Response|Assertion|EncryptedAssertion|AuthnRequest|LogoutRe)/.test(
        decoded,
      )
    )
      return undefined
    return { start: at, end: at + text.slice(at, end).trimEnd().length }
  },
}
