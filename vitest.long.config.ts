import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts'],
    // Node runs the sources as they are, at the speed that whoever uses them has.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // Nothing but the tests takes time, so each core has a worker.
    maxWorkers: '100%',
    globalSetup: ['test/support/scratch.ts'],
    setupFiles: ['test/support/seed.ts'],
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
})
