import { address } from './address.ts'
import { assignment, namedKey } from './assignment.ts'
import { card } from './card.ts'
import type { TextClass } from './class.ts'
import { curlUser } from './curl.ts'
import { email } from './email.ts'
import { authorization, basicCredentials, bearerToken, cookie, urlCredentials } from './header.ts'
import { iban } from './iban.ts'
import { ipv4, ipv6 } from './ip.ts'
import { jwe, jwt } from './jwt.ts'
import { mac } from './mac.ts'
import { brCpf, esDni, esNie, ukNino, usSsn } from './national.ts'
import { pem } from './pem.ts'
import { person } from './person.ts'
import { keyedPhone, loosePhone, phone } from './phone.ts'
import { userLogin, userPair } from './user.ts'
import { azureClientSecret, facebookAppToken, vendorTokens } from './vendor.ts'

/** Every class, in the order in which they are tried at one place. */
export const classes: readonly TextClass[] = [
  pem,
  jwt,
  jwe,
  azureClientSecret,
  facebookAppToken,
  ...vendorTokens,
  urlCredentials,
  authorization,
  cookie,
  bearerToken,
  basicCredentials,
  curlUser,
  assignment,
  namedKey,
  email,
  ipv4,
  ipv6,
  mac,
  iban,
  card,
  brCpf,
  usSsn,
  esDni,
  esNie,
  ukNino,
  phone,
  keyedPhone,
  loosePhone,
  userPair,
  userLogin,
  person,
  address,
]

/** Classes whose clear value may be asked for again as a filter, so that it is kept in the vault; no secret is. */
export const recallable: ReadonlySet<string> = new Set([
  'email',
  'ipv4',
  'ipv6',
  'mac',
  'phone',
  'user',
  'person',
  'address',
  'organisation',
  'organization',
  'company',
  'customer',
  'client',
  'name',
  'reporter',
  'contact',
  'account',
])
