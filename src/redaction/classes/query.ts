import { everywhere, keyBefore, matchAt, type Span, type TextClass } from './class.ts'

const parameter = /=(?=[\w~.%/+'-]{3})([^\s&#"'<>«»\\]{1,512})/y
const mark = /[?&;#](?:amp;)?[\w.[\]-]{1,48}$/

const classes: readonly (readonly [name: string, keys: RegExp])[] = [
  [
    'secret',
    /^(?:code|auth_?code|state_?token|ticket|samlresponse|samlrequest|assertion|nonce_?token|hmac|key|s?hash_?key|invite|magic|reset|ott|st)$/,
  ],
  [
    'person',
    /^(?:first_?name|last_?name|full_?name|given_?name|family_?name|surname|customer_?name|contact_?name|cardholder|display_?name|real_?name|maiden_?name)$/,
  ],
  [
    'address',
    /^(?:street|street_?address|address(?:_?line)?_?[12]?|postcode|post_?code|postal_?code|zip|zip_?code|house_?number)$/,
  ],
]
const random = /^(?=[^&]*\d)(?=[^&]*[A-Za-z])[\w~.%/+-]{10,512}={0,2}$/
const twoNames = /^[A-Z][a-zA-Z'-]{1,30}(?:\+|%20)[A-Z][a-zA-Z'+-]{1,40}$/

/** Parameters of a URL that hold an OAuth code or a person's name or address. */
export const queryParameters: readonly TextClass[] = classes.map(([name, keys]) => ({
  name,
  profiles: everywhere,
  ownsKey: (key) => keys.test(key) || (name === 'person' && key === 'name'),
  find(text, at): Span | undefined {
    const match = matchAt(parameter, text, at)
    if (!match || !mark.test(text.slice(Math.max(0, at - 56), at))) return undefined
    const value = match[1]!
    if (name === 'secret' && !random.test(value)) return undefined
    if (keyBefore(text, at) === 'name' && !twoNames.test(value)) return undefined
    return { start: at + 1, end: at + 1 + value.length }
  },
}))
