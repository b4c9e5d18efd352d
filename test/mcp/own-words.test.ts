import { afterEach, expect, test } from 'vitest'

import type { Json } from '../../src/domain/json.ts'
import { openHouse } from '../../src/main.ts'
import { ownWords } from '../../src/mcp/server.ts'
import { makeWorld, type World } from '../support/world.ts'

let world: World
afterEach(() => world.remove())

test('G1: nothing that Baton says in every conversation is anything the redactor would hide', async () => {
  world = makeWorld()
  const house = await openHouse({ env: world.env, cwd: world.root })
  const own = [...ownWords(house.door)]
  expect(own).toHaveLength(4)
  for (const words of own) {
    // The marks around the example of a token are no token's.
    const value = JSON.parse(words.replaceAll(/[«»]/g, '')) as Json
    const seen = house.redactor.json({ value }, { incident: null, profile: 'log', wire: true })
    expect(seen.value).toEqual({ value })
  }
  house.close()
})
