import { expect, test } from 'vitest'

import { toIso } from '../../src/domain/time.ts'
import { openHouse } from '../../src/main.ts'
import { recordClock } from '../../src/record/clock.ts'
import { draft, newHome, openAt, start } from './support/home.ts'

const hourMs = 3_600_000

/** A wall clock that can be set, the record under it and time as the record knows it. */
function watched(home = newHome()) {
  const wall = { now: start, nowMs: () => wall.now }
  const clock = recordClock(wall)
  return { wall, clock, record: clock.watch(openAt(home, wall)) }
}

test('time is that of the wall while nothing was seen, and goes on with it', async () => {
  const { wall, clock, record } = watched()
  expect(clock.nowMs()).toBe(start)
  wall.now -= hourMs
  expect(clock.nowMs()).toBe(start - hourMs)
  await record.append([draft('a')])
  wall.now += 5
  expect(clock.nowMs()).toBe(start - hourMs + 5)
})

test('a wall clock set back by an hour is held at the newest entry that was written, then overtakes it', async () => {
  const { wall, clock, record } = watched()
  await record.append([draft('a')])
  wall.now -= hourMs
  expect(clock.nowMs()).toBe(start)
  await record.append([draft('b')])
  expect(record.entries({}).map(({ at }) => at)).toEqual([toIso(start), toIso(start)])
  wall.now += hourMs - 1
  expect(clock.nowMs()).toBe(start)
  wall.now += 2
  expect(clock.nowMs()).toBe(start + 1)
})

test('an entry that another process wrote counts from when it is read; an older one moves nothing back', async () => {
  const home = newHome()
  const { wall, clock, record } = watched(home)
  const ahead = { nowMs: () => start + hourMs }
  await record.append([draft('a')])
  await openAt(home, ahead).append([draft('b', { incident: 'INC-2' })])
  expect(clock.nowMs()).toBe(start)
  record.entries({})
  record.entries({ incident: 'INC-1' })
  wall.now -= hourMs
  expect(clock.nowMs()).toBe(start + hourMs)
})

test('a house that starts after the clock was set back knows better once it has looked at its incidents', async () => {
  const home = newHome()
  await openAt(home).append([draft('a')])
  const house = await openHouse({
    env: { BATON_HOME: home, HOME: home },
    cwd: home,
    clock: { nowMs: () => start - hourMs },
  })
  house.casebook.incidents()
  expect(house.clock.nowMs()).toBe(start)
  house.close()
})
