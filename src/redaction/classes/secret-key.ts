/** Keys whose value is a credential, as they end, lower-case, without regard to `-`, `_` and `.`. */
const ending =
  /(?:passw(?:or)?d|passwort|kennwort|wachtwoord|contrasena|motdepasse|passphrase|passcode|pwd|secret|secretkey|secretkeybase|secretvalue|secretstring|passwordvalue|tokenvalue|keydata|keypem|licen[cs]ekey|webhooksecret|hmackey|hmacsecret|jwtkey|pepper|seedphrase|mnemonic|recoverykey|wifikey|presharedkey|subscriptionkey|functionskey|hostkeysecret|clientkey|webhookurl|apikey|apisecret|appkey|accesskey|accountkey|privatekey|signingkey|encryptionkey|masterkey|sharedkey|sharedaccesskey|sharedaccesssignature|secretaccesskey|accesskeyid|secretid|credentials?|authtoken|accesstoken|refreshtoken|idtoken|apitoken|bearertoken|sessiontoken|securitytoken|bottoken|deploytoken|usertoken|clienttoken|personaltoken|authkey|sessionkey|storagekey|connectionstring|signature|otpcode|mfacode|totpcode|smscode|verificationcode|activationcode|confirmationcode|recoverycode|backupcode|authcode|authorizationcode|onetimecode|onetimepassword)$/
/** Too short to stand at the end of any word. */
const short = /(?:^|[._-]|card|sms|user|login|wifi|mail|phone|new|old)(?:cvv|cvc|csc|t?otp|psk)$/
const whole = /^(?:pass|pw|token|sig|pin|pat|jwt|dsn|webhook|phpsessid|jsessionid)$/
const tokenWord = /(?:^|[._-])(?:token|pass|pwd|pw)$/
const harmless =
  /^(?:progress|next|nextpage|page|continuation|cursor|authenticity|csrfmiddleware|__requestverification|cancellation|csstoken|design|syntax|max|csrf|xsrf|x[._-]csrf|x[._-]xsrf)[._-]?tokens?$|^withcredentials$|public/
const numbered = /(pass(?:word|wd)?|pwd|cvv|cvc)[._-]?\d{1,2}$/
const possible = /[acdtnyseprglhkmvw]$/

/** True for the name of a field or variable that holds a credential: `DB_PASSWORD`, `apiKey`, `client-secret`. */
export function isSecretKey(key: string): boolean {
  if (key.length < 2 || key.length > 64) return false
  const lower = key.toLowerCase().replace(numbered, '$1')
  if (!possible.test(lower) || harmless.test(lower)) return false
  const plain = lower.replace(/[._-]/g, '')
  if (whole.test(plain) || tokenWord.test(lower) || short.test(lower)) return true
  return ending.test(plain) && !/^(?:checkpoint|document|commit|key)?signature$/.test(plain)
}
