import { everywhere, matchAt, matchEnd, type Span, type TextClass } from './class.ts'
import { isSecretValue, isUnusual } from './secret-value.ts'

/** "Password", "secret code" and "PIN code" in languages other than English, by whether a Latin letter begins them. */
const latin = [
  'passwort|kennwort|zugangscode|geheimzahl|best[äa]tigungscode|einmalcode|mot de passe|passord',
  'code (?:secret|de v[ée]rification|de confirmation)|contrase(?:ñ|n|nh)a|clave(?: de acceso)?|senha|palavra[- ]passe',
  'c[óo]digo de (?:verificaci[óo]n|verifica[çc][ãa]o|seguridad|seguran[çc]a)|parola(?: d.ordine)?|parol[ăa]|codice di verifica',
  'wachtwoord|toegangscode|verificatiecode|l[öo]senord|adgangskode|salasana|has[łl]o|heslo|jelsz[óo]|sifre|kata sandi',
  'm[ậa]t kh[ẩa]u|geslo|lozinka|slapta[žz]odis',
].join('|')
const latinBeginnings =
  'pas ken zug geh bes bés ein mot cod cód con cla sen pal par wac toe ver los lös adg sal has hes jel sif kat mat mật ges loz sla'.split(
    ' ',
  )
const others = [
  'şifre|пароль|код подтверждения|парола|лозинка|κωδικός(?: πρόσβασης)?|密码|密碼|口令|验证码|驗證碼|パスワード|暗証番号|認証コード',
  '확인 코드|인증번호|비밀번호|암호|كلمة المرور|كلمة السر|رمز التحقق|סיסמה|סיסמא|קוד אימות|पासवर्ड|รหัสผ่าน',
].join('|')
const links =
  '(?: (?:für|for|pour|para|per|voor|för|til|do|pro|для) [\\p{L}\\p{N}.@_-]{1,64})? ?(?:[:：=＝]|is|ist|lautet|est|es|é|è|to|jest|je|er|är|on|—|–|-|は|是|为|為|는|은|:)[ \\t]{0,4}'
const value =
  '(?:["\'`“‘„«「]([^"\'`“”‘’«»「」\\n]{4,128})["\'`”’»」]|([^\\s"\'`“”‘’«»「」<>,;，。、；]{4,128}))'
/** Tells most words apart before the long pattern is tried. */
const likely =
  /passw|passor|kenn|zuga|gehe|best|bést|einm|mot d|code [sd]|cód|codig|codic|contr|clav|senh|pala|paro|wacht|toeg|verif|lös|los|adga|sala|has[lł]|hesl|jels|sifr|kata |m[aậ]t k|gesl|lozi|slap/iy
const inLatin = new RegExp(`(?:${latin})${links}${value}`, 'iuy')
const inOthers = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${others})${links}${value}`, 'giu')

/** What follows the word for "password" in another language: `Passwort: ...`, `пароль: ...`, `密码是...`. */
export const foreignSecret: TextClass = {
  name: 'secret',
  profiles: everywhere,
  words: latinBeginnings,
  find(text, at): Span | undefined {
    if (matchEnd(likely, text, at) === -1) return undefined
    const match = matchAt(inLatin, text, at)
    return match ? secretOf(match, at) : undefined
  },
  *scan(text): Iterable<Span> {
    if (!/[\u015e\u015f\u0370-\uffff]/.test(text)) return
    for (const match of text.matchAll(inOthers)) {
      const span = secretOf(match, match.index)
      if (span) yield span
    }
  },
}

function secretOf(match: RegExpExecArray, at: number): Span | undefined {
  const given = match[1] ?? match[2]!.replace(/[.:!?)\]}]+$/, '')
  const quoted = match[1] !== undefined
  const isCode = /^\d{4,8}$/.test(given)
  if (!isCode && (!isSecretValue(given, quoted) || !(quoted || isUnusual(given)))) return undefined
  const start = at + match[0].lastIndexOf(given)
  return { start, end: start + given.length }
}
