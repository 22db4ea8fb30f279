import { expect, test } from 'vitest'
import { launcherGrace } from './launcher-grace.ts'

test('a launcher leaves its processes the grace but for some seconds, and at least one', () => {
  const launcher = { module: 'launch', args: [] }
  expect(launcherGrace(launcher, 120_000)).toEqual({ TORCH_ELASTIC_SHUTDOWN_TIMEOUT: '115' })
  expect(launcherGrace(launcher, 3000)).toEqual({ TORCH_ELASTIC_SHUTDOWN_TIMEOUT: '1' })
  expect(launcherGrace(undefined, 120_000)).toEqual({})
})
