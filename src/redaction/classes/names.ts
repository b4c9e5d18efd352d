import { namesOf } from '../names/find.ts'
import { textOnly, type TextClass } from './class.ts'

/** Persons, organisations, places and postal addresses of free text, each under its own class; tickets and chat only. */
export const names: TextClass = {
  name: 'person',
  profiles: textOnly,
  scan: namesOf,
}
