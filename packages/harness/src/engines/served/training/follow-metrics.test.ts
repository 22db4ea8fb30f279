import { appendFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { testFolder } from '../testing/open-fake.ts'
import { followMetrics } from './follow-metrics.ts'

const line = (step: number, gradNorm = '1') =>
  `{"step": ${step}, "steps": 4, "loss": 0.5, "gradNorm": ${gradNorm}}\n`

test('steps are told once, from where an earlier start was; half a line and one that is no JSON are none', async () => {
  const file = path.join(testFolder(), 'metrics.ndjson')
  await writeFile(file, line(1))
  const steps: number[] = []
  const followed = await followMetrics(file, ({ step }) => steps.push(step))
  await appendFile(file, `${line(1)}${line(2)}${line(3, 'NaN')}${line(4).slice(0, 12)}`)
  await followed.finish()
  expect(steps).toEqual([2])
})

test('a file that is not there yet is waited for; one that goes back to a checkpoint is told from where it gets beyond', async () => {
  const file = path.join(testFolder(), 'going-back.ndjson')
  const steps: number[] = []
  const followed = await followMetrics(file, ({ step }) => steps.push(step))
  await writeFile(file, line(1) + line(2) + line(3).slice(0, 5))
  await vi.waitFor(() => expect(steps).toEqual([1, 2]))
  await appendFile(file, line(3).slice(5))
  await vi.waitFor(() => expect(steps).toEqual([1, 2, 3]))
  await writeFile(file, line(1))
  await delay(500)
  await appendFile(file, line(2) + line(3) + line(4))
  await followed.finish()
  expect(steps).toEqual([1, 2, 3, 4])
})
