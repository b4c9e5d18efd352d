import { expect, test } from 'vitest'

import { splitFrontMatter } from '../../../src/adapters/files/front-matter.ts'

test.each([
  ['none', '# A\n', undefined, '# A\n'],
  ['plain', '---\na: 1\n---\ntext\n', { a: 1 }, 'text\n'],
  ['with a byte order mark and carriage returns', '\uFEFF---\r\na: 1\r\n---\r\nb', { a: 1 }, 'b'],
  ['at the end of the file', '---\na: 1\n---', { a: 1 }, ''],
  ['without end', '---\na: 1\n', undefined, '---\na: 1\n'],
  ['broken', '---\na: "\n---\nb', undefined, 'b'],
  ['an alias', '---\na: &x [1]\nb: *x\n---\nb', undefined, 'b'],
  ['too long', `---\na: ${'x'.repeat(65_536)}\n---\nb`, undefined, 'b'],
  ['a rule in the text', '---\na: 1\n---\nb\n---\nc', { a: 1 }, 'b\n---\nc'],
])('front matter: %s', (_, file, head, text) => {
  expect(splitFrontMatter(file, 'core')).toEqual({ head, text })
})

test('failsafe keeps scalars as they were typed', () => {
  const file = '---\nid: 0042\nyes: yes\nnone: ~\n---\n'
  expect(splitFrontMatter(file, 'failsafe').head).toEqual({ id: '0042', yes: 'yes', none: '~' })
})
