import { birthDate, foreignBirthDate, keyedBirthDate } from './birth.ts'
import { assignment } from './assignment.ts'
import { namedArgument, setterArgument, signInArgument, standIn } from './call.ts'
import { card, evenCards, groupedCard } from './card.ts'
import type { TextClass } from './class.ts'
import { curlUser } from './curl.ts'
import { xmlSecret } from './element.ts'
import { email } from './email.ts'
import {
  authorization,
  basicCredentials,
  bearerToken,
  cookie,
  oracleCredentials,
  urlCredentials,
} from './header.ts'
import { coordinates, degreesAndMinutes, geoUri, isoCoordinates, keyedCoordinate } from './geo.ts'
import { domainUser, homeDirectory } from './home.ts'
import { foreignSecret } from './foreign.ts'
import {
  accountElsewhere,
  accountNamed,
  chatMention,
  chatSpeaker,
  dottedHandle,
  underscoredHandle,
} from './handle.ts'
import { iban } from './iban.ts'
import { addressInName, defangedIpv4, ipv4, ipv6 } from './ip.ts'
import { jwe, jwt } from './jwt.ts'
import { puttyKey, ssh2Key } from './key-block.ts'
import { kubeSecret } from './kube-secret.ts'
import { accessLogUser, userLogin } from './login.ts'
import { bracketedLoosePhone, groupedLoosePhone, loosePhone } from './loose-phone.ts'
import { keyedMac, mac } from './mac.ts'
import { names } from './names.ts'
import { keyedNational, nationalNumbers } from './national.ts'
import { namedKey, namedPair, randomNamed, spacedKey } from './named-key.ts'
import { oneTimeCode, oneTimeCodeFirst } from './one-time.ts'
import { commandOption } from './option.ts'
import { pem } from './pem.ts'
import {
  doubleZeroPhone,
  keyedPhone,
  phone,
  phoneAfterOtherWord,
  phoneAfterWord,
  plainDoubleZeroPhone,
} from './phone.ts'
import { linkSecret, passwordFile, pipelineMask } from './placed.ts'
import { queryParameters } from './query.ts'
import { directoryHash, namedHash, pasetoToken, passwordHash, samlAssertion } from './sealed.ts'
import { spokenSecret } from './spoken.ts'
import { spokenPair, statementSecrets } from './statement.ts'
import { declaredSecret, memberSecret, namedValue, terraformDefault } from './typed.ts'
import { accountPair, userPair } from './user.ts'
import { keyedTokens } from './vendor/keyed.ts'
import { markedTokens, numberedTokens, signedAzureKey } from './vendor/marked.ts'
import { vendorTokens } from './vendor/tokens.ts'

/** Every class, in the order in which they are tried at one place. */
export const classes: readonly TextClass[] = [
  pem,
  puttyKey,
  ssh2Key,
  jwt,
  jwe,
  ...markedTokens,
  ...numberedTokens,
  signedAzureKey,
  ...vendorTokens,
  urlCredentials,
  oracleCredentials,
  authorization,
  cookie,
  bearerToken,
  basicCredentials,
  curlUser,
  commandOption,
  xmlSecret,
  pasetoToken,
  passwordHash,
  namedHash,
  directoryHash,
  samlAssertion,
  oneTimeCode,
  oneTimeCodeFirst,
  ...statementSecrets,
  spokenSecret,
  spokenPair,
  linkSecret,
  passwordFile,
  pipelineMask,
  foreignSecret,
  namedArgument,
  setterArgument,
  signInArgument,
  standIn,
  kubeSecret,
  assignment,
  namedKey,
  namedPair,
  spacedKey,
  keyedTokens,
  randomNamed,
  declaredSecret,
  memberSecret,
  namedValue,
  terraformDefault,
  ...queryParameters,
  email,
  ipv4,
  defangedIpv4,
  addressInName,
  ipv6,
  mac,
  keyedMac,
  coordinates,
  keyedCoordinate,
  geoUri,
  isoCoordinates,
  degreesAndMinutes,
  birthDate,
  keyedBirthDate,
  foreignBirthDate,
  iban,
  card,
  groupedCard,
  ...evenCards,
  ...nationalNumbers,
  keyedNational,
  phone,
  doubleZeroPhone,
  plainDoubleZeroPhone,
  keyedPhone,
  phoneAfterOtherWord,
  phoneAfterWord,
  loosePhone,
  groupedLoosePhone,
  bracketedLoosePhone,
  userPair,
  accountPair,
  userLogin,
  accessLogUser,
  homeDirectory,
  domainUser,
  chatMention,
  dottedHandle,
  underscoredHandle,
  chatSpeaker,
  accountNamed,
  accountElsewhere,
  names,
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
  'place',
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
