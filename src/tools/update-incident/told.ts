import {
  changeKinds,
  type ChangeEvent,
  type ChangeKind,
  unknownChange,
} from '../../domain/change-event.ts'
import { HandoffError } from '../../domain/error.ts'
import type { Incident } from '../../domain/incident.ts'
import { parseInstant, toIso } from '../../domain/time.ts'
import { requireWords } from '../../domain/words.ts'
import type { ReadContext } from '../tool.ts'
import { knownRegions, knownServices } from './places.ts'

const parts = /^([a-z]+)\s+(\S+)\s+(\S+)\s+(\S+?)\s*:\s+(\S[^]*)$/
const unknown = '-'

/**
 * The change that somebody says was made: kind, start, service and region, a hyphen for what nobody knows, then what was
 * done. Throws INVALID_INPUT for another form, a kind that is none or a start that lies ahead, NOT_FOUND for a name that
 * nobody configured.
 */
export function toldChange(told: string, incident: Incident, context: ReadContext): ChangeEvent {
  const [, kind = '', at = '', service = '', region = '', what = ''] = parts.exec(told.trim()) ?? []
  if (!isKind(kind)) throw malformed()
  const startedAtMs = parseInstant(at, 'The start in change')
  if (startedAtMs > context.nowMs) {
    throw new HandoffError('INVALID_INPUT', 'That change lies ahead.', {
      hint: 'Record what was changed; what is planned is a note.',
    })
  }
  const [ownService = null] = service === unknown ? [] : knownServices([service], context)
  const [ownRegion = null] = region === unknown ? [] : knownRegions([region], incident, context)
  const notes = requireWords(what, 'change')
  return {
    ...unknownChange,
    id: `said:${kind}:${toIso(startedAtMs).replaceAll(/[-:]|\.000/g, '')}:${ownService ?? '-'}`,
    source: 'record',
    kind,
    service: ownService,
    environment: incident.environment,
    region: ownRegion,
    startedAtMs,
    state: 'said',
    actor: null,
    notes,
  }
}

function isKind(text: string): text is ChangeKind {
  return (changeKinds as readonly string[]).includes(text)
}

function malformed(): HandoffError {
  return new HandoffError(
    'INVALID_INPUT',
    'change is not a kind, a start, a service, a region and what was done.',
    {
      hint: `Example: "configuration 2026-11-23T06:40Z auth eu-west-1: session limit lowered", - for what nobody knows. Kinds: ${changeKinds.join(', ')}.`,
    },
  )
}
