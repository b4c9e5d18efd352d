import { digitsEnd, everywhere, matchAt, type Span, type TextClass } from './class.ts'

const noun = '(?:pass)?(?:code|pin|otp|password|token)'
const before =
  /(?:\b(?:verification|security|confirmation|sign[ -]?in|log[ -]?in|login|auth(?:entication|orization)?|one[ -]?time|two[ -]?factor|2fa|mfa|totp|otp|sms|activation|recovery|backup|unlock|access|your|my|their|his|her)[ -](?:[a-z]{2,16}[ -]){0,2})$/i
const code = '([A-Z]-\\d{4,8}|\\d{3}[ -]\\d{3}|\\d{4,8}|(?=[A-Z]{0,9}\\d)[A-Z0-9]{6,10})'
const named = new RegExp(
  `${noun}(?: for [\\w .@-]{1,40}?)?(?: is| was|:| =|=| -)?:? ?["'“(]?${code}(?![\\w-])`,
  'iy',
)
const otp = new RegExp(
  `(?:otp|totp|2fa|mfa)(?: code)?(?: is| was|:| =|=| -)?:? ?["'“(]?${code}(?![\\w-])`,
  'iy',
)
const use = new RegExp(
  `(?:use|enter|type)(?: the)?(?: code)? ["'“]?${code} (?:to|as|for|in order) (?:your |the |a )?(?:sign|log|verif|confirm|authenti|complete|unlock|reset|one|otp|code|activat|continue)`,
  'iy',
)
const otherCode =
  /\b(?:order|zip|postal|post|promo|discount|coupon|product|country|area|error|status|exit|return|item|tracking|booking|reference|qr|bar|source|dress|event|response|reason|result|language|currency|voucher|gift)[ -]$/i
const trailing =
  /\d{4,8} is (?:your|the) (?:[\w.'-]{1,24} ){0,4}(?:(?:pass)?code|otp|pin|one[ -]time password)/iy

/** A code that was sent to sign in or to confirm: `your verification code is 482913`, `482913 is your ... code`. */
export const oneTimeCode: TextClass = {
  name: 'one-time-code',
  profiles: everywhere,
  words: ['cod', 'pin', 'otp', 'tot', 'pas', 'tok', '2fa', 'mfa', 'use', 'ent', 'typ'],
  find(text, at): Span | undefined {
    const match = matchAt(use, text, at) ?? matchAt(otp, text, at) ?? sent(text, at)
    if (!match) return undefined
    if (/[a-z]/.test(match[1]!) || otherCode.test(text.slice(Math.max(0, at - 24), at)))
      return undefined
    const start = at + match[0].lastIndexOf(match[1]!)
    return { start, end: start + match[1]!.length }
  },
}

/** The same code in front of what it is. */
export const oneTimeCodeFirst: TextClass = {
  name: 'one-time-code',
  profiles: everywhere,
  digits: [4, 5, 6, 7, 8],
  next: ' ',
  find(text, at): Span | undefined {
    const end = digitsEnd(text, at)
    if (text[end + 1] !== 'i' || !text.startsWith(' is ', end)) return undefined
    if (!matchAt(trailing, text, at)) return undefined
    return { start: at, end }
  },
}

function sent(text: string, at: number): RegExpExecArray | null {
  const match = matchAt(named, text, at)
  return match && before.test(text.slice(Math.max(0, at - 64), at)) ? match : null
}
