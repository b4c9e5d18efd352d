import { isSecretKey } from './classes/secret-key.ts'

/** What the name of a field says about its value: hide it whole under a class, leave an identifier, or look at it. */
export type FieldPolicy =
  | { readonly act: 'hide'; readonly class: string }
  | { readonly act: 'keep' | 'scan' | 'query' }

const scan: FieldPolicy = { act: 'scan' }
const keep: FieldPolicy = { act: 'keep' }
const query: FieldPolicy = { act: 'query' }

function names(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}

/** Field names that name a person or hold what belongs to one, wherever they stand; without `_` and `-`. */
const classByName: ReadonlyMap<string, string> = new Map(
  (
    [
      [
        'email',
        'email emailaddress useremail mail customeremail contactemail reporteremail emails mailto recipientemail',
      ],
      [
        'phone',
        'phone phonenumber mobile mobilephone mobilenumber msisdn telephone tel fax phones cellphone',
      ],
      [
        'user',
        'user username userid userlogin login enduser enduserid users loginname customerid accountid subscriberid',
      ],
      [
        'person',
        'firstname lastname fullname givenname familyname surname middlename maidenname customername contactname reportername accountholder cardholder cardholdername recipientname',
      ],
      ['birth-date', 'birthdate dateofbirth dob birthday'],
      [
        'address',
        'street streetaddress postaladdress homeaddress billingaddress shippingaddress addressline1 addressline2 postcode postalcode zipcode zip',
      ],
      [
        'national-id',
        'ssn socialsecuritynumber nationalid passport passportnumber taxid driverslicense nino cpf dni',
      ],
      ['card', 'cardnumber pan creditcard creditcardnumber ccnumber'],
      ['iban', 'iban bankaccount accountnumber sortcode bic'],
      [
        'ip',
        'clientip remoteip remoteaddr remoteaddress sourceip xforwardedfor xrealip realip forwardedfor userip peeraddress',
      ],
      ['cookie', 'cookie cookies setcookie'],
      ['authorization', 'authorization proxyauthorization'],
      ['body', 'requestbody responsebody rawbody'],
    ] as const
  ).flatMap(([name, list]) => list.split(' ').map((field) => [field, name] as const)),
)

/** Objects of ECS, OpenTelemetry and tickets that stand for a person, and the members of them that tell who it is. */
const people = names(
  'user enduser customer reporter contact patient passenger recipient caller subscriber cardholder consumer',
)
const tellingMembers = names(
  'id name fullname email hash login value pseudoid phone mobile address domain displayname nickname',
)

/** Objects for the far end of a connection. */
const farEnds = names('client source remote peer sockpeer netpeer')
const farEndMembers = names('ip address addr domain name registereddomain subdomain')

const bodies = names('body bodycontent bodytext')
const coordinates = names('lat lon lng latitude longitude')

/** Identifiers and figures of ECS and OpenTelemetry without which nothing can be traced. */
const keptPaths =
  /(?:^|\.)(?:trace\.?id|span\.?id|parent\.?id|transaction\.?id|parentspanid|traceflags|correlation\.?id|request\.?id|statuscode|service\.(?:name|version|environment|namespace|id|type|node\.name|instance\.id)|host\.(?:name|hostname|id|architecture)|k8s\..{1,60}|kubernetes\..{1,60}|container\.(?:id|name|image\.name|image\.tag)|cloud\.(?:region|availabilityzone|provider|instance\.id)|deployment\.environment(?:\.name)?|event\.(?:id|kind|category|type|action|dataset|module|outcome|duration|sequence|code)|log\.level|log\.logger|process\.(?:pid|name)|telemetry\.sdk\..{1,40}|otel\..{1,40}|ecs\.version|http\.(?:version|request\.(?:method|bytes|id)|response\.(?:statuscode|bytes|mimetype)|status_?code|method|route)|timestamp|timeunixnano|starttimeunixnano|endtimeunixnano|observedtimeunixnano|digest|sha256|commit|version)$/

const urlFields =
  /(?:^|\.)(?:url\.(?:full|original)|http\.(?:url|target)|request\.(?:url|uri)|referr?er)$/
const queryFields = /(?:^|\.)(?:url\.query|query_?string|http\.query)$/

/** What decides is the end of a path: so many names of it. */
const telling = 3
const mostPolicies = 5_000
const policies = new Map<string, FieldPolicy>()

/** The policy for the last name of a path; dotted names count as several. The same few paths come again and again. */
export function fieldPolicy(path: readonly string[]): FieldPolicy {
  const end = path.slice(-telling)
  // Lengths keep paths apart whatever an attacker calls a field.
  const name = end.map((part) => `${part.length}:${part}`).join('')
  let policy = policies.get(name)
  if (policy === undefined) {
    if (policies.size >= mostPolicies) policies.clear()
    policies.set(name, (policy = decide(end)))
  }
  return policy
}

function decide(end: readonly string[]): FieldPolicy {
  const segments = end.flatMap((name) => name.split('.'))
  const last = plain(segments.at(-1) ?? '')
  const parent = plain(segments.at(-2) ?? '')
  if (people.has(parent) && tellingMembers.has(last)) return hide(personClass(last))
  if (farEnds.has(parent) && farEndMembers.has(last)) return hide('client')
  if ((parent === 'request' || parent === 'response') && bodies.has(last)) return hide('body')
  if (parent === 'body' && last === 'content') return hide('body')
  if (coordinates.has(last) || (parent === 'geo' && last === 'location')) return hide('geo')
  if (parent === 'related' && (last === 'user' || last === 'ip')) return hide('client')
  const named = classByName.get(last)
  if (named) return hide(named)
  if (last === 'value' && classByName.has(parent)) return hide(classByName.get(parent)!)
  const full = segments.map((name) => name.toLowerCase().replace(/[_@-]/g, '')).join('.')
  if (queryFields.test(full)) return hide('query')
  if (urlFields.test(full)) return query
  if (keptPaths.test(full)) return keep
  return isSecretKey(segments.at(-1) ?? '') ? hide('secret') : scan
}

function hide(name: string): FieldPolicy {
  return { act: 'hide', class: name }
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[_ -]/g, '')
}

function personClass(member: string): string {
  if (member === 'email') return 'email'
  if (member === 'phone' || member === 'mobile') return 'phone'
  return member === 'address' ? 'address' : 'user'
}
