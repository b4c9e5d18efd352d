import { expect, test } from 'vitest'

import { defangAll, defanged } from '../../src/domain/defang.ts'
import { cpuMs } from '../support/cpu.ts'

const hosts = ['github.com', 'status.example:8443']

test.each([
  ['see https://evil.example/x?d=1', 'see https[:]//evil.example/x?d=1'],
  [
    'HTTP://EVIL.example ftp://a file:///srv/a.js',
    'HTTP[:]//EVIL.example ftp[:]//a file[:]///srv/a.js',
  ],
  ['![x](https://evil.example/p.png)', '![x] (https[:]//evil.example/p.png)'],
  [
    '[x](//evil.example) [y](javascript:alert(1))',
    '[x] (//evil.example) [y] (javascript[:]alert(1))',
  ],
  [
    '[x][1]\n\n[1]: //evil.example "t"\n> [2]: <//e.example>',
    '[x][1]\n\n[1] : //evil.example "t"\n> [2] : <//e.example>',
  ],
  [
    '<img src=//evil.example/x> <A HREF="//e">x</a>',
    '< img src=//evil.example/x> < A HREF="//e">x< /a>',
  ],
  ['<https://evil.example> www.evil.example', '<https[:]//evil.example> www[.]evil.example'],
  ['https://github.com/a/b#c, https://github.com', 'https://github.com/a/b#c, https://github.com'],
  ['https://github.com/a', 'https://github.com/a'],
  ['https://status.example:8443/x', 'https://status.example:8443/x'],
  ['https://github.com.evil.example/x', 'https[:]//github.com.evil.example/x'],
  ['https://github.com@evil.example/', 'https[:]//github.com@evil.example/'],
  ['https://user:pw@github.com/', 'https[:]//user:pw@github.com/'],
  ['http://github.com/', 'http[:]//github.com/'],
  [
    'List<String> a[0]: b a < b at 10:30 {"x":[1]}',
    'List<String> a[0]: b a < b at 10:30 {"x":[1]}',
  ],
])('G11: %j leads nowhere', (text, shown) => {
  expect(defanged(text, hosts)).toBe(shown)
  expect(defanged(shown, hosts)).toBe(shown)
})

test('every wrapped text at any depth, and nothing else', () => {
  const link = 'https://evil.example'
  const value = {
    url: link,
    list: [{ from: 'log', text: link, most: 3 }, { from: 'shelf', text: link }, 1, null],
  }
  expect(defangAll(value, [])).toEqual({
    url: link,
    list: [
      { from: 'log', text: 'https[:]//evil.example', most: 3 },
      { from: 'shelf', text: link },
      1,
      null,
    ],
  })
})

test('half links cost in proportion to their length', () => {
  for (const part of ['[', '](', '<', 'https://', '[a]:', '> > ']) {
    const took = (length: number): number =>
      cpuMs(() => defanged(part.repeat(length / part.length), hosts))
    // Eight times the length, a square would be 64 times; measured again further on, where memory no longer sets the pace.
    const isSteep = took(1_000_000) > 20 * Math.max(took(125_000), 2)
    expect(isSteep && took(8_000_000) > 20 * took(1_000_000), part).toBe(false)
  }
})
