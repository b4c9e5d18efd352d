const freeMail = new Set(
  (
    'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com aol.com icloud.com me.com mac.com ' +
    'proton.me protonmail.com pm.me tutanota.com tuta.io fastmail.com hey.com zoho.com mail.com gmx.com gmx.net gmx.de ' +
    'web.de t-online.de freenet.de posteo.de mailbox.org orange.fr free.fr laposte.net sfr.fr wanadoo.fr libero.it ' +
    'virgilio.it tiscali.it alice.it mail.ru bk.ru list.ru inbox.ru yandex.ru yandex.com rambler.ru ukr.net i.ua wp.pl ' +
    'o2.pl onet.pl interia.pl seznam.cz email.cz centrum.cz qq.com 163.com 126.com sina.com foxmail.com naver.com ' +
    'daum.net hanmail.net nate.com rediffmail.com uol.com.br bol.com.br terra.com.br telia.com comhem.se bluewin.ch ' +
    'btinternet.com sky.com ntlworld.com comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net'
  ).split(' '),
)

/**
 * What the class of a token may tell besides: whether a mailbox is of a provider for everybody, of the company itself or
 * of another one, and whether an address is public. A function of the value alone, of two or three outcomes: it tells no
 * two people of one kind apart.
 */
export function hintOf(name: string, value: string, ownDomains: ReadonlySet<string>): string {
  if (name === 'email') {
    const domain = value.slice(value.lastIndexOf('@') + 1).toLowerCase()
    if (freeMail.has(domain)) return 'email-freemail'
    return ownDomains.has(domain) ? 'email-own' : 'email-company'
  }
  if (name === 'ipv4') return `ipv4-${kindOfV4(value)}`
  return name === 'ipv6' ? `ipv6-${kindOfV6(value.toLowerCase())}` : name
}

function kindOfV4(value: string): string {
  const [a = 0, b = 0] = value.split('.').map(Number)
  if (a === 127) return 'loopback'
  const isPrivate =
    a === 10 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b < 128)
  return isPrivate ? 'private' : 'public'
}

function kindOfV6(value: string): string {
  if (value === '::1') return 'loopback'
  return /^f[cd]|^fe[89ab]/.test(value) ? 'private' : 'public'
}
