import { vi } from 'vitest'

/** Waits until that holds, so long that only what never comes fails on a busy machine. */
export async function soon(holds: () => void): Promise<void> {
  await vi.waitFor(holds, { timeout: 15_000 })
}
