/** Keys whose value is a credential, as they end, lower-case, without regard to `-`, `_` and `.`. */
const ending =
  /(?:passw(?:or)?d|passphrase|passcode|pwd|secret|secretkey|apikey|apisecret|appkey|accesskey|accountkey|privatekey|signingkey|encryptionkey|masterkey|sharedkey|sharedaccesskey|sharedaccesssignature|secretaccesskey|accesskeyid|secretid|credentials?|authtoken|accesstoken|refreshtoken|idtoken|apitoken|bearertoken|sessiontoken|securitytoken|csrftoken|xsrftoken|bottoken|deploytoken|usertoken|clienttoken|personaltoken|authkey|sessionkey|storagekey|connectionstring|signature|otp|totp|cvv|cvc|cvv2)$/
const whole = /^(?:pass|pw|token|sig|pin|pat|jwt|dsn|webhook|phpsessid|jsessionid)$/
const tokenWord = /(?:^|[._-])token$/
const harmless =
  /^(?:progress|next|nextpage|page|continuation|cursor|cancellation|csstoken|design|syntax|max)[._-]?tokens?$|public/
const possible = /[dtnyseprglh2cvw]$/

/** True for the name of a field or variable that holds a credential: `DB_PASSWORD`, `apiKey`, `client-secret`. */
export function isSecretKey(key: string): boolean {
  if (key.length < 2 || key.length > 64) return false
  const lower = key.toLowerCase()
  if (!possible.test(lower) || harmless.test(lower)) return false
  const plain = lower.replace(/[._-]/g, '')
  if (whole.test(plain) || tokenWord.test(lower)) return true
  return ending.test(plain) && !/^(?:checkpoint|document|commit)?signature$/.test(plain)
}
