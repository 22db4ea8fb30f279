import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/**/*.test.ts', 'experiments/**/*.test.ts', 'reproductions/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/fixtures/**'],
    // Many tests start processes, on machines that may be busy; a hang is still found.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
