import { execa } from 'execa'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../root.ts'

test('a recomputed cell whose cause is known reads "explained", as in the verdicts on its paper', async () => {
  const main = path.join(root, 'packages/cli/src/main.ts')
  const { stdout } = await execa('node', [main, 'diff', path.join(root, 'results/lift/replay')], {
    env: { NO_COLOR: '1' },
  })
  const rows = stdout.split('\n').filter((line) => /\b(deviates|differs from it)(, explained)?$/.test(line))
  expect(rows).toHaveLength(4)
  for (const row of rows) expect(row).toMatch(/, explained$/)
})
