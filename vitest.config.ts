import { defineConfig } from 'vitest/config'

// Many tests start processes, on machines that may be busy; a hang is still found.
const testLimitMs = 60_000

export default defineConfig({
  test: {
    include: ['packages/**/*.test.ts', 'experiments/**/*.test.ts', 'reproductions/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/fixtures/**'],
    testTimeout: testLimitMs,
    hookTimeout: testLimitMs,
    // Ends what no timer can.
    setupFiles: ['packages/cli/src/verbs/test/suites/watchdog/setup.ts'],
    provide: { testLimitMs, testGraceMs: 5000 },
  },
})
