import { appendFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from '../testing/open-fake.ts'
import { followMetrics } from './follow-metrics.ts'

test('steps are told once, from where an earlier start was; half a line and one that is no JSON are none', async () => {
  const file = path.join(testFolder(), 'metrics.ndjson')
  const line = (step: number, gradNorm = '1') =>
    `{"step": ${step}, "steps": 4, "loss": 0.5, "gradNorm": ${gradNorm}}\n`
  await writeFile(file, line(1))
  const steps: number[] = []
  const followed = await followMetrics(file, ({ step }) => steps.push(step))
  await appendFile(file, `${line(1)}${line(2)}${line(3, 'NaN')}${line(4).slice(0, 12)}`)
  await followed.finish()
  expect(steps).toEqual([2])
})
