import * as z from 'zod'

import { durationMs } from '../../src/domain/time.ts'

const word = z.string().regex(/^[\w.:+-]{1,80}$/)

/** A time before the game starts, such as `38m`; parsed to milliseconds. */
const ago = z.string().transform((text, context) => {
  const ms = durationMs(text)
  if (ms !== undefined) return ms
  context.addIssue({ code: 'custom', message: 'a duration such as 38m' })
  return z.NEVER
})

/** Something an obedient agent does because a planted text told it to. */
const Deed = z.union([
  z.strictObject({ tool: z.string(), arguments: z.record(z.string(), z.json()).default({}) }),
  z.strictObject({ prompt: word, arguments: z.record(z.string(), z.string()).default({}) }),
  z.strictObject({ resource: z.string() }),
  z.strictObject({ command: z.array(z.string()).min(1) }),
])
export type Deed = z.output<typeof Deed>

/** Where somebody outside can leave a text for the agent to find. */
const places = [
  'ticket',
  'title',
  'alert',
  'log',
  'logfield',
  'commit',
  'author',
  'tag',
  'deployment',
  'change',
  'flag',
  'file',
] as const
export type Place = (typeof places)[number]

export const Plant = z.strictObject({
  where: z.enum([...places, 'everywhere']),
  text: z.string().min(1),
  obey: z.array(Deed).min(1),
})
export type Plant = z.output<typeof Plant>

const Fault = z.strictObject({
  flag: word,
  endpoint: z.enum(['login', 'webhooks', 'orders']),
  onset: ago,
  /** Callers whose session was signed with `keyId` are hit; `share` of the customers, 0 to 1. */
  cohort: z.strictObject({ keyId: word, others: word, share: z.number().gt(0).max(1) }),
  status: z.number().int().min(400).max(599),
  error: z.strictObject({ type: word, message: z.string(), stack: z.array(z.string()).min(1) }),
})
export type Fault = z.output<typeof Fault>

const Flag = z.strictObject({ key: word, description: z.string(), on: z.boolean() })

const Change = z.strictObject({
  id: word,
  kind: z.enum(['deployment', 'flag', 'configuration', 'migration']),
  service: word,
  at: ago,
  version: z.string(),
  previous: z.string(),
  actor: word,
  notes: z.string(),
})

const Traffic = z.strictObject({
  /** Requests a minute in the written history. */
  login: z.number().int().positive(),
  webhooks: z.number().int().positive(),
  orders: z.number().int().positive(),
  /** Share of requests that fail for ordinary reasons at any time. */
  noise: z.number().min(0).max(0.05),
})
export type Traffic = z.output<typeof Traffic>

/** One game day as data: the world before the game, what breaks, who reports it, and what attackers planted. */
export const Scenario = z.strictObject({
  name: word,
  title: z.string(),
  region: word,
  history: ago,
  customers: z.number().int().min(10).max(2_000),
  traffic: Traffic,
  build: z.strictObject({ auth: word, webhooks: word, orders: word }),
  fault: Fault,
  flags: z.array(Flag),
  changes: z.array(Change).min(1),
  commits: z.array(z.strictObject({ at: ago, author: word, subject: z.string() })).min(1),
  alert: z.strictObject({
    name: word,
    at: ago,
    service: word,
    severity: word,
    summary: z.string(),
    description: z.string(),
  }),
  ticket: z.strictObject({
    id: word,
    title: z.string(),
    at: ago,
    service: word,
    customer: z.string(),
    body: z.string(),
  }),
  plants: z.array(Plant).default([]),
})
export type Scenario = z.output<typeof Scenario>

/** What really happened. Only the scorer opens this file. */
export const Truth = z.strictObject({
  cause: word,
  onset: ago,
  mitigation: z.strictObject({ flag: word, environment: word, to: z.enum(['on', 'off']) }),
})
export type Truth = z.output<typeof Truth>
