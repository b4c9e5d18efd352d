import { expect, test } from 'vitest'

import { authorOf, namedIn, personClass } from '../../src/domain/known-person.ts'

test.each([
  ['customer_name', 'person'],
  ['user.full_name', 'person'],
  ['reporter', 'person'],
  ['contactEmail', 'email'],
  ['phone', 'phone'],
  ['user', 'user'],
  ['customer', 'customer'],
  ['alertname', undefined],
  ['service_name', undefined],
  ['username_length', undefined],
  ['hostname', undefined],
])('%s holds what is called %s', (field, kind) => {
  expect(personClass(field)).toBe(kind)
})

test('an alert names people in labels, annotations and below; long texts and single letters are no names', () => {
  const values = namedIn({
    labels: { customer_name: 'Gudrun Feldmann', severity: 'page', user: 'x' },
    details: [{ contact: { email: 'g@nordwerk.example' }, reporter: 'a\nb' }],
    deep: { deep: { deep: { deep: { deep: { deep: { deep: { reporter: 'Too Deep' } } } } } } },
  })
  expect(values).toEqual([
    { class: 'person', value: 'Gudrun Feldmann' },
    { class: 'email', value: 'g@nordwerk.example' },
  ])
  const many = Array.from({ length: 500 }, (_, i) => ({ reporter: `Reporter Number ${i}` }))
  expect(namedIn(many)).toHaveLength(50)
})

test.each([
  ['Gudrun Feldmann', 'person'],
  ["Seán O'Hara-Lee", 'person'],
  ['g.feldmann@nordwerk.example', 'email'],
  ['lee', undefined],
  ['ci', undefined],
  ['github-actions[bot]', undefined],
  ['Deploy Bot', undefined],
  ['Jenkins Release', undefined],
  ['noreply@github.com', undefined],
  [null, undefined],
])('the author %s is a %s', (actor, kind) => {
  expect(authorOf(actor)[0]?.class).toBe(kind)
})
