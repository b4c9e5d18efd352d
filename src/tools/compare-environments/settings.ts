import { HandoffError } from '../../domain/error.ts'
import type { Gap } from '../../domain/gap.ts'
import { sameness } from '../../domain/settings/equal.ts'
import { harmlessPart, hiddenByName } from '../../domain/settings/secrecy.ts'
import type { Setting, SettingsReader } from '../../ports/settings.ts'
import type { ReadContext } from '../tool.ts'
import type { Difference, Found, Pair, Relation } from './difference.ts'
import { createGuesses, type Guesses } from './guesses.ts'

/** One for each reader, and so for each server. */
const guessesOf = new WeakMap<SettingsReader, Guesses>()

export interface FoundSettings extends Found {
  /** How many settings that are secret or personal by name were compared, and how many are the same. */
  readonly secrets: { readonly same: number; readonly different: number }
}

/** Each setting of both environments, matched by service and name. */
export async function compareSettings(
  pair: Pair,
  service: string | undefined,
  { settings, signal }: Pick<ReadContext, 'settings' | 'signal'>,
): Promise<FoundSettings> {
  const read = (name: string) => settingsIn(name, service, settings, signal)
  const [left, right] = await Promise.all([read(pair.left), read(pair.right)])
  const gaps = [...left.gaps, ...right.gaps]
  const secrets = { same: 0, different: 0 }
  if (left.settings === null || right.settings === null) {
    return { differences: [], identical: 0, gaps, secrets }
  }
  const guesses = guessesOf.get(settings) ?? createGuesses()
  guessesOf.set(settings, guesses)
  const keys = [...new Set([...left.settings.keys(), ...right.settings.keys()])]
  const differences: Difference[] = []
  for (const key of keys) {
    const [here, there] = [left.settings.get(key), right.settings.get(key)]
    const judged: Judged =
      here && there ? judge(pair, here, there, guesses) : onOneSide(here, there, { left, right })
    if (judged.isSecret && judged.is === 'identical') secrets.same += 1
    if (judged.isSecret && judged.is === 'differs') secrets.different += 1
    if (judged.is === 'identical') continue
    const { service: own, name } = (here ?? there)!
    differences.push({
      about: 'setting',
      service: own,
      name,
      is: judged.is,
      left: sideOf(here),
      right: sideOf(there),
      in: judged.in,
    })
  }
  return { differences, identical: keys.length - differences.length, gaps, secrets }
}

/** What stands on one side alone, unless not all of the other could be read. */
function onOneSide(
  here: Setting | undefined,
  there: Setting | undefined,
  { left, right }: Readonly<Record<'left' | 'right', Read>>,
): Judged {
  const { incomplete } = here === undefined ? left : right
  const isUnsure = incomplete.includes((here ?? there)!.service)
  if (isUnsure)
    return { is: 'not-told', in: ['not all of the other could be read'], isSecret: false }
  return { is: here === undefined ? 'only-right' : 'only-left', in: [], isSecret: false }
}

interface Read {
  readonly settings: ReadonlyMap<string, Setting> | null
  readonly gaps: readonly Gap[]
  readonly incomplete: readonly (string | null)[]
}

async function settingsIn(
  environment: string,
  service: string | undefined,
  reader: SettingsReader,
  signal: AbortSignal,
): Promise<Read> {
  try {
    const { settings, gaps, incomplete } = await reader.read(environment, signal)
    const own = settings.filter(
      (each) => service === undefined || [null, service].includes(each.service),
    )
    const byKey = new Map(own.map((each) => [`${each.service ?? ''}\n${each.name}`, each]))
    return {
      settings: byKey,
      incomplete,
      gaps: gaps.map(({ source, reason }) => ({ source, reason: `${environment}: ${reason}` })),
    }
  } catch (cause) {
    signal.throwIfAborted()
    const reason = cause instanceof HandoffError ? cause.message : 'It could not be read.'
    const gap = { source: `configuration of ${environment}`, reason }
    return { settings: null, gaps: [gap], incomplete: [] }
  }
}

interface Judged {
  readonly is: 'identical' | Relation
  readonly in: readonly string[]
  readonly isSecret: boolean
}

/** Values that are not shown are compared by a keyed hash, so that nobody finds them by guessing. */
function judge(pair: Pair, left: Setting, right: Setting, guesses: Guesses): Judged {
  const { name } = left
  const isSecret = [left, right].some(
    (each) => each.isSecret || hiddenByName(name, each.value) !== null,
  )
  const isHidden = isSecret || [left, right].some(({ value }) => harmlessPart(value) !== value)
  const same = isHidden
    ? guesses.same(
        [pair.left, pair.right].toSorted().join('\n') + `\n${left.service ?? ''}\n${name}`,
        left.value,
        right.value,
      )
    : false
  if (same === null) return { is: 'not-told', in: ['compared too often'], isSecret }
  if (isSecret) return { is: same ? 'identical' : 'differs', in: ['value'], isSecret }
  const how = sameness(
    name,
    { value: left.value, environment: pair.left },
    { value: right.value, environment: pair.right },
  )
  if (how === null) return { is: 'differs', in: ['value'], isSecret }
  return how === 'identical'
    ? { is: 'identical', in: [], isSecret }
    : { is: 'same', in: [how], isSecret }
}

function sideOf(setting: Setting | undefined): Difference['left'] {
  return setting === undefined
    ? null
    : { about: 'setting', value: setting.value, isSecret: setting.isSecret }
}
