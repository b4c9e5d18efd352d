import type { LineReader } from './readers.ts'
import { Scope, settingName } from './scope.ts'

const member = /"((?:[^"\\]|\\.){0,200})"(\s*:)?/g

/** Members of JSON objects, parents told by indentation; of a line with several, those after the first stand under it. */
export function jsonMembers(): LineReader {
  const scope = new Scope()
  return {
    begin(heading) {
      scope.clear()
      const name = keysOf(heading)[0]
      if (/^["{]/.test(heading) && name !== undefined) scope.enter(0, name)
    },
    read(line) {
      const indent = /^[ \t]*/.exec(line)![0].length
      if (line.length === indent) return []
      scope.leave(indent)
      const names = keysOf(line)
      if (names.length === 0) return paths(scope.path())
      const found: string[] = []
      names.forEach((name, i) => {
        scope.leave(indent + i)
        scope.enter(indent + i, name)
        found.push(...paths(scope.path()))
        if (i > 0) scope.leave(indent + i)
      })
      return found
    },
  }
}

const paths = (path: string | null): readonly string[] => (path === null ? [] : [path])

function keysOf(line: string): readonly (string | null)[] {
  return [...line.matchAll(member)].flatMap(([, name, colon]) =>
    colon === undefined ? [] : [settingName(name!)],
  )
}
