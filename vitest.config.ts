import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/**/*.test.ts', 'experiments/**/*.test.ts', 'reproductions/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/fixtures/**'],
  },
})
