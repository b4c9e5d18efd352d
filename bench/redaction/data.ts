import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** Public data that is not part of the repository; every table says when its own is absent. */
const root = join(import.meta.dirname, '../../../shared/data')

/** A stretch of text and what it is said to be. */
export interface Labelled {
  readonly start: number
  readonly end: number
  readonly type: string
}

/** One generated sentence of presidio-research with its labels. */
export interface Sentence {
  readonly text: string
  readonly template: number
  readonly spans: readonly Labelled[]
}

/** One sample of the gitleaks rule tests: a secret, or something that only looks like one. */
export interface SecretSample {
  readonly rule: string
  readonly isSecret: boolean
  readonly text: string
}

/** The lines of one system with SDLog's label for each word. */
export interface LabelledLog {
  readonly system: string
  readonly lines: readonly (readonly { readonly word: string; readonly label: string }[])[]
}

/** Which half of the templates counts: tune on one, look at the other. */
export type Templates = 'all' | 'even' | 'odd'

function pathOf(...parts: readonly string[]): string | undefined {
  const path = join(root, ...parts)
  return existsSync(path) ? path : undefined
}

/** Undefined where the data are absent. */
export function readSentences(templates: Templates): readonly Sentence[] | undefined {
  const path = pathOf('pii', 'presidio_generated_large.json')
  if (path === undefined) return undefined
  const samples = JSON.parse(readFileSync(path, 'utf8')) as readonly {
    readonly full_text: string
    readonly template_id: number
    readonly spans: readonly {
      readonly entity_type: string
      readonly start_position: number
      readonly end_position: number
    }[]
  }[]
  const all = samples.map(({ full_text: text, template_id: template, spans }) => ({
    text,
    template,
    spans: spans.map((span) => ({
      start: span.start_position,
      end: span.end_position,
      type: span.entity_type,
    })),
  }))
  if (templates === 'all') return all
  return all.filter(({ template }) => (template % 2 === 0) === (templates === 'even'))
}

/** Undefined where the data are absent. */
export function readSecrets(): readonly SecretSample[] | undefined {
  const path = pathOf('pii', 'secret_samples.json.gz')
  if (path === undefined) return undefined
  const samples = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as readonly {
    readonly rule: string
    readonly label: string
    readonly text: string
  }[]
  return samples.map(({ rule, label, text }) => ({ rule, isSecret: label === 'tp', text }))
}

/** Undefined where the data are absent. */
export function readLabelledLogs(): readonly LabelledLog[] | undefined {
  const folder = pathOf('sdlog')
  return folder === undefined
    ? undefined
    : readdirSync(folder)
        .filter((name) => name.endsWith('.txt'))
        .map((name) => ({
          system: name.replace(/_.*/, ''),
          lines: readFileSync(join(folder, name), 'utf8')
            .split(/\n\s*\n/)
            .map((record) =>
              record
                .split('\n')
                .filter((row) => row.includes('\t'))
                .map((row) => {
                  const [word = '', label = ''] = row.split('\t')
                  return { word, label: label.trim() }
                }),
            ),
        }))
}

/** Real log files of Loghub, name and text; undefined where the data are absent. */
export function readLogs():
  | readonly { readonly name: string; readonly text: string }[]
  | undefined {
  const folder = pathOf('loghub')
  return folder === undefined
    ? undefined
    : readdirSync(folder)
        .filter((name) => name.endsWith('.log'))
        .map((name) => ({
          name: name.replace(/_.*/, ''),
          text: readFileSync(join(folder, name), 'utf8'),
        }))
}
