import { describe, expect, test } from 'vitest'

import { isHidden, look } from './support/marked.ts'
import { seeded } from './support/random.ts'

const random = seeded(77)
const octet = (): number => random.below(256)
const hex = (length: number): string =>
  Array.from({ length }, () => random.letter('0123456789abcdef')).join('')

function ipv6(): string {
  const groups = Array.from({ length: 8 }, () => hex(1 + random.below(4)).replace(/^0+(?=.)/, ''))
  groups[0] = '2001'
  if (random.below(2) === 0) return groups.join(':')
  return `${groups.slice(0, 2 + random.below(3)).join(':')}::${groups.slice(-1 - random.below(2)).join(':')}`
}

const frames = [
  'from @ to', '[@]', 'src=@', '"ip":"@"', 'client @:', '(@)', '/@', 'host/@ x', '@,', 'peer @.', '<@>', "'@'", 'X-Forwarded-For: @, 10.0.0.1', 'rhost=@  user=x',
] // prettier-ignore

describe.each(['log', 'text'] as const)('G1 addresses of machines in %s', (profile) => {
  test('IPv4 plain, with a port, as a network and with a mask', () => {
    const missed: string[] = []
    for (let i = 0; i < 1500; i++) {
      const ip = `${1 + random.below(255)}.${octet()}.${octet()}.${octet()}`
      const text = random
        .pick(frames)
        .replace('@', () => ip + random.pick(['', '', `:${1 + random.below(65_535)}`, '/24']))
      if (!isHidden(text, ip, profile)) missed.push(text)
    }
    expect(missed).toEqual([])
  })

  test('IPv6 in full, shortened, in brackets with a port, with a zone and as a network', () => {
    const missed: string[] = []
    for (let i = 0; i < 1500; i++) {
      const ip = random.below(3) === 0 ? ipv6().toUpperCase() : ipv6()
      const text = random.pick([...frames, '[@]:443', '@%eth0 x', '@/64 x']).replace('@', () => ip)
      if (!isHidden(text, ip, profile)) missed.push(text)
    }
    expect(missed).toEqual([])
  })

  test('MAC with colons, dashes and dots in either case', () => {
    const missed: string[] = []
    for (let i = 0; i < 1500; i++) {
      const pairs = ['a4', ...Array.from({ length: 5 }, () => hex(2))]
      const plain = pairs.join('')
      const mac = random.pick([
        pairs.join(':'),
        pairs.join('-'),
        `${plain.slice(0, 4)}.${plain.slice(4, 8)}.${plain.slice(8)}`,
      ])
      const shown = random.below(2) === 0 ? mac.toUpperCase() : mac
      const text = random.pick(['hw @ up', 'mac=@', '"mac":"@"', '(@)', 'from @ via eth1', '[@]'])
      if (!isHidden(text.replace('@', shown), shown, profile)) missed.push(text.replace('@', shown))
    }
    expect(missed).toEqual([])
  })

  test.each([
    'mac=«001A2B3C4D5E» bssid: «00-11-22-33-44-55» hwaddr «00:11:22:33:44:55»',
    '"macAddress":"«001a2b3c4d5e»"',
    'ether «001a.2b3c.4d5e» id «00:1a:2b:ff:fe:3c:4d:5e»',
    'client-id 01:«00:1a:2b:3c:4d:5e» «0011.2233.4455»',
    'mapped «::ffff:203.0.113.7» «fe80::1»%eth0 [«::1»]:80 «2001:db8::»/32',
    'server: «203.0.113.7» receiver=«203.0.113.8» webserver «203.0.113.9» edge «203.0.113.10» DataXceiver: «203.0.113.11»',
    'driver: «203.0.113.7»:4040 release «203.0.113.8»:8080',
    'seen «203.0.113[.]7» and «203[.]0[.]113[.]8»',
    'for «203-0-113-7».dsl.example.net and host-«203-0-113-9»-static.example.co.uk',
    'ip-10-0-0-1.eu-west-1.compute.internal node-1-2-3-4.tar.gz backup-1-2-3-4.example.zip',
    'calvisitor-10-105-160-95 kernel[0]: app_2026-11-23-10.log',
  ])('%s', (text) => {
    const { missed, extra } = look(text, profile)
    expect(missed).toEqual([])
    expect(extra.filter((hit) => /^(?:ipv|mac)/.test(hit))).toEqual([])
  })

  test.each([
    'Package~31bf3856ad364e35~amd64~~6.1.1.2 wcp.dll version 0.0.0.6 firmware 1.2.3.4 build 4.3.2.1',
    'at 17-05-16-13-55-31 and 23-11-26-07-00-59',
    'FF:F2:9F:16:DD:A2:00:0D:60:E9:2B:C6 and aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd',
    'std::face::add (0x0)::listener a::b Foo::dead 12:30:45:618 1:2:3:4:5:6:7',
    'mac=unknown machine=123456789012 macro: 123456789abc',
    'appVersion=1.2.3.4 app_ver 1.2.3.4 Chrome/102.0.0.0 Edge/102.0.0.0 sdk: 4.3.2.1',
    '1.2.3.4.5 300.1.1.1 1.2.3 v1.2.3.4 1.2.3.4-rc1',
  ])('%s stays', (text) => {
    expect(look(text, profile).extra.filter((hit) => /^(?:ipv|mac)/.test(hit))).toEqual([])
  })
})
