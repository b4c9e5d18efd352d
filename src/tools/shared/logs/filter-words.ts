import type { ReadContext } from '../../tool.ts'
import type { Input } from './input.ts'

/** The filters in words. A configured name, a level and a status are repeated; any other argument is not. */
export function wordsOf(input: Input, context: ReadContext): string {
  const { services, environments } = context
  const names = new Set([
    ...services.flatMap(({ name, regions }) => [name, ...regions]),
    ...environments.flatMap(({ name, regions }) => [name, ...regions]),
  ])
  const shown = (name: string, value: string | undefined): string | undefined =>
    value && `${name} ${names.has(value) ? value : '«argument»'}`
  const words = [
    shown('service', input.service),
    shown('environment', input.environment),
    shown('region', input.region),
    input.level && `level ${input.level.toLowerCase()} or worse`,
    input.status && `status ${input.status.toLowerCase()}`,
    hidden('version', input.version),
    hidden('text', input.text),
    hidden('trace', input.trace),
    hidden('user', input.user),
  ].filter((word) => word !== undefined && word !== '')
  return words.length === 0 ? 'all events' : words.join(', ')
}

function hidden(name: string, value: string | undefined): string | undefined {
  return value && `${name} «argument»`
}
