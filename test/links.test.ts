import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const documents = [...globSync('*.md', { cwd: root }), ...globSync('docs/**/*.md', { cwd: root })]

test.each(documents)('every relative link of %s leads somewhere', (file) => {
  const text = readFileSync(join(root, file), 'utf8').replace(/```[\s\S]*?```/g, '')
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '')
  const broken = links
    .filter((link) => !/^(https?:|#|mailto:)/.test(link))
    .filter((link) => !existsSync(resolve(root, dirname(file), link.replace(/#.*$/, ''))))
  expect(broken).toEqual([])
})

test('no document names a path of a machine', () => {
  const paths = documents.filter((file) =>
    /(?:^|[\s`"(])\/(?:work|root|home\/\w+)\//m.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(paths).toEqual([])
})
