/**
 * The name under which each member of an object counts: a `{key, value}` attribute of OTLP and a `{name, value}` header
 * name their value, the attribute of a LaunchDarkly clause its values. Undefined where members bear their own names.
 */
export function namedBy(
  object: Readonly<Record<string, unknown>>,
): ((key: string) => string) | undefined {
  const { attribute, name, key: own } = object
  if ('value' in object) {
    const given = own ?? name
    if (typeof given !== 'string') return undefined
    return (key) => (key === 'key' || key === 'name' ? key : given)
  }
  if (Array.isArray(object['values']) && typeof attribute === 'string' && 'op' in object) {
    const plain = attribute.replace(/^\//, '').replaceAll('/', '.')
    return (key) => (key === 'values' ? clauseName(plain) : key)
  }
  return undefined
}

/** `key` is the key of a user; a clause about segments compares no attribute. */
function clauseName(attribute: string): string {
  if (attribute === 'key' || attribute === 'name')
    return attribute === 'key' ? 'user.id' : 'user.name'
  return attribute === '' ? 'segments' : attribute
}
