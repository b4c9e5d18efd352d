import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/long/**'],
    // No test mocks a module or leaves state behind, so files share a worker and its loaded modules.
    isolate: false,
    // Node runs the sources as they are, at the speed that whoever uses them has.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // Nothing but the tests takes time, so each core has a worker.
    maxWorkers: '100%',
    globalSetup: ['test/support/scratch.ts'],
    setupFiles: ['test/support/seed.ts'],
    // Ends what hangs; a busy machine takes several times as long as a quiet one.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
