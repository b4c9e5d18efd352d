/** Ends what a game has started when it is interrupted, then exits with the signal's own code. */
export function stopCleanly(): (close: () => Promise<void>) => void {
  let closeAll: (() => Promise<void>) | undefined
  const stop = (code: number): void => {
    void Promise.resolve(closeAll?.()).finally(() => process.exit(code))
  }
  process.once('SIGINT', () => stop(130))
  process.once('SIGTERM', () => stop(143))
  return (close) => {
    closeAll = close
  }
}
