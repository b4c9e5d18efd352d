/** Milliseconds of processor time that a piece of work takes, the best of three: what others do on the machine does not count. */
export function cpuMs(work: () => void): number {
  return Math.min(...[1, 2, 3].map(() => once(work)))
}

function once(work: () => void): number {
  const from = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1_000
}
