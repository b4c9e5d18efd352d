import { readFileSync } from 'node:fs'

import { parse } from 'yaml'
import type * as z from 'zod'

import { Scenario, Truth } from './schema.ts'

/** Reads a scenario file; the error names the first key that is wrong. */
export function loadScenario(file: string): Scenario {
  return read(file, Scenario)
}

/** Reads the sealed truth that lies beside a scenario as `NAME.truth.yaml`. */
export function loadTruth(scenarioFile: string): Truth {
  return read(scenarioFile.replace(/\.ya?ml$/, '.truth.yaml'), Truth)
}

function read<T extends z.ZodType>(file: string, schema: T): z.output<T> {
  const result = schema.safeParse(parse(readFileSync(file, 'utf8')))
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new Error(`${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`)
}
