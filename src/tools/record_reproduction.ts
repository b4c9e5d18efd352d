import * as z from 'zod'

import { HandoffError } from '../domain/error.ts'
import { refuseUnknownEvidence } from '../domain/incident/evidence.ts'
import { parseInstant, toIso } from '../domain/time.ts'
import { incidentField, text } from './fields.ts'
import { recordTool } from './tool.ts'

const results = ['reproduced', 'not_reproduced', 'partly'] as const
const flag = /^([^=]{1,120})=(.{1,120})$/

const input = z.strictObject({
  incident: incidentField,
  environment: text(80).describe('prod, staging or local'),
  build: text(120).describe('Build hash or version'),
  flags: z.array(text(240)).describe('flag=value each'),
  prerequisites: z.array(text(500)).optional().describe('Needed before'),
  data: text(500).describe('Sanitised fixture'),
  via: text(500).describe('Script or API'),
  steps: z.array(text(500)).describe('One command or click each'),
  expected: text(500).describe('What should happen'),
  actual: text(500).describe('What happened'),
  result: z.enum(results).describe('Outcome'),
  deviations: z.array(text(500)).optional().describe('What differed'),
  evidence: z.array(text(500)).optional().describe('References'),
  at: text(40).optional().describe('UTC'),
})

const output = z.object({
  incident: z.string(),
  seq: z.number(),
  at: z.string(),
  result: z.enum(results).describe('Outcome'),
  deviations: z.number(),
})

export default recordTool({
  name: 'record_reproduction',
  title: 'Record a reproduction',
  description:
    'Records how the issue was reproduced by hand: build, flags, sanitised data, steps, expected and actual. Not reproduced or partly needs its deviations written down.',
  input,
  output,
  async run(given, context) {
    const incident = context.casebook.incident(given.incident)
    refuseUnknownEvidence(incident, given.evidence ?? [])
    const deviations = given.deviations ?? []
    if (given.steps.length === 0) {
      throw new HandoffError('INVALID_INPUT', 'A reproduction has at least one step.')
    }
    if (given.result !== 'reproduced' && deviations.length === 0) {
      throw new HandoffError(
        'INVALID_INPUT',
        'A run that did not reproduce needs its deviations.',
        {
          hint: 'Say in deviations what differed from the recipe or the environment.',
          rule: 'G8',
        },
      )
    }
    const body = {
      at: toIso(given.at === undefined ? context.nowMs : parseInstant(given.at, 'at')),
      environment: given.environment,
      region: incident.regions.join(', '),
      build: given.build,
      flags: given.flags.map(flagOf),
      prerequisites: given.prerequisites ?? [],
      data: given.data,
      via: given.via,
      steps: given.steps,
      expected: given.expected,
      actual: given.actual,
      result: given.result,
      deviations,
      evidence: given.evidence ?? [],
    }
    const entry = await context.casebook.append(incident.id, {
      kind: 'reproduction.recorded',
      body,
    })
    return {
      structured: {
        incident: incident.id,
        seq: entry.seq,
        at: body.at,
        result: body.result,
        deviations: deviations.length,
      },
    }
  },
  render: ({ incident, seq, result, deviations }) =>
    `Recorded on ${incident} as entry ${seq}: ${result.replace('_', ' ')}, ${deviations} deviation(s) written down.`,
})

function flagOf(pair: string): { flag: string; value: string } {
  const [, name, value] = flag.exec(pair) ?? []
  if (name !== undefined && value !== undefined) return { flag: name, value }
  throw new HandoffError('INVALID_INPUT', 'A flag is not written as flag=value.', {
    hint: 'Write for example new-token-validator=on.',
  })
}
