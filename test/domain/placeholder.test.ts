import { expect, test } from 'vitest'

import { isPlaceholder } from '../../src/domain/placeholder.ts'

test.each([
  '',
  ' ',
  '.',
  '???',
  '---',
  'TBD',
  'tbd.',
  '- TBD',
  't.b.d.',
  'T B D',
  'ＴＢＤ',
  'T\u200BBD',
  'ТBD',
  'tba',
  'TBD (lee)',
  'tbd tbd tbd',
  'to be determined',
  'To be confirmed.',
  'n/a',
  'N.A.',
  'none yet',
  '<summary>',
  '{{text}}',
  '[fill in]',
  'wip',
  'null',
])('%j stands where something should stand', (text) => {
  expect(isPlaceholder(text)).toBe(true)
})

test.each([
  'no',
  'none',
  'lee',
  'SUP-1042',
  'rollback agreed',
  'the todo list of the importer is empty',
  'данные потеряны',
  '数据没有丢失',
  'pending orders are delayed',
  '500',
  'Later versions are safe too',
])('%j says something', (text) => {
  expect(isPlaceholder(text)).toBe(false)
})
