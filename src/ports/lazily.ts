/** The methods of a port that all answer with promises. */
type AsyncPort<T> = { [K in keyof T]: (...args: never[]) => Promise<unknown> }

/** A port whose adapter is imported at its first call, so that starting does not pay for what is not used. */
export function lazily<T extends AsyncPort<T>>(load: () => Promise<T>): T {
  let loaded: Promise<T> | undefined
  const call = async (name: keyof T, args: never[]): Promise<unknown> => {
    loaded ??= load()
    const adapter = await loaded.catch((cause: unknown) => {
      loaded = undefined
      throw cause
    })
    return adapter[name](...args)
  }
  return new Proxy({} as T, {
    get: (_target, name) =>
      name === 'then' ? undefined : (...args: never[]) => call(name as keyof T, args),
  })
}
