const most = 100

/** The ids of what asks for an answer, at most 100 of a batch; what holds a result or an error answers us. */
export function idsOf(value: unknown): readonly (string | number)[] {
  const items: readonly unknown[] = Array.isArray(value) ? value.slice(0, most) : [value]
  return items.flatMap((item) => {
    if (typeof item !== 'object' || item === null || !('id' in item)) return []
    const isAnswer = 'result' in item || 'error' in item
    const { id } = item
    return !isAnswer && (typeof id === 'string' || typeof id === 'number') ? [id] : []
  })
}
