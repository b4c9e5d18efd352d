import { excerpt } from '../../domain/excerpt.ts'
import { shortName } from '../../domain/plain-name.ts'
import { bareOf } from '../../domain/settings/equal.ts'
import { harmlessPart, hiddenByName } from '../../domain/settings/secrecy.ts'
import { toIso } from '../../domain/time.ts'
import type { ReadContext } from '../tool.ts'
import type { Difference, Side as Raw } from './difference.ts'
import type { Label, Row, Side } from './output.ts'

const longestLabel = 80

/** What an answer may say of a text: whether the redactor would leave all of it as it is. */
export type Clean = (text: string) => boolean

/** Whether redaction would leave a text of that incident alone. */
export function cleanIn(
  incident: string | null,
  { isPersonal, shown }: Pick<ReadContext, 'isPersonal' | 'shown'>,
): Clean {
  return (text) => !isPersonal(text) && shown(incident, text) === text
}

/** A difference as it is answered; values that are not plainly harmless stay behind. */
export function rowOf(difference: Difference, clean: Clean): Row {
  const { about, service, name, is, left, right } = difference
  const isNamedSecret = [left, right].some((side) => side?.about === 'setting' && side.isSecret)
  const side = (raw: Raw | null): Side | undefined =>
    raw === null ? undefined : sideOf(raw, name, isNamedSecret, clean)
  const [shownLeft, shownRight] = [side(left), side(right)]
  return {
    about,
    ...(service !== null && about !== 'build' && { service: labelOf(service) }),
    name: labelOf(name),
    is,
    ...(difference.in.length > 0 && difference.in[0] !== 'value' && { in: [...difference.in] }),
    ...(shownLeft && { left: shownLeft }),
    ...(shownRight && { right: shownRight }),
  }
}

function sideOf(raw: Raw, name: string, isSecret: boolean, clean: Clean): Side {
  if (raw.about === 'build') return { value: labelOf(raw.version), since: secondsOf(raw.sinceMs) }
  if (raw.about === 'flag') {
    const { on, serves, rules } = raw
    const value = typeof serves === 'string' ? serves : JSON.stringify(serves)
    return { on, value: labelOf(value), ...(rules > 0 && { rules }) }
  }
  const hidden = isSecret ? 'secret' : hiddenByName(name, raw.value)
  if (hidden !== null) return { hidden }
  const bare = bareOf(raw.value)
  const part = harmlessPart(bare)
  // Looked at beside its name as well, as a line of the file would be.
  if (part === null) return { hidden: clean(`${name}=${bare}`) ? 'text' : 'personal' }
  if (!clean(part) || !clean(`${name}=${part}`)) return { hidden: 'personal' }
  return { value: labelOf(part), ...(part !== bare && { partly: true }) }
}

function labelOf(text: string): Label {
  return shortName(text) ?? excerpt('environment', text, longestLabel)
}

function secondsOf(ms: number): string {
  return toIso(ms).replace('.000Z', 'Z')
}
