import type { TextClass } from '../class.ts'
import { ai } from './ai.ts'
import { chat } from './chat.ts'
import { cloud } from './cloud.ts'
import { code } from './code.ts'
import { type Format, formatClasses } from './format.ts'
import { observe } from './observe.ts'
import { payments } from './payments.ts'

/** Every published format that is known by how it begins. */
export const formats: readonly Format[] = [
  ...cloud,
  ...code,
  ...chat,
  ...payments,
  ...ai,
  ...observe,
]

/** Access tokens whose vendor has published how they begin and how long they are. */
export const vendorTokens: readonly TextClass[] = formatClasses(formats)
