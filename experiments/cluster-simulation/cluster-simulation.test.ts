import { expect, test } from 'vitest'
import { events } from './events.ts'
import { paper, shortest, workOf } from './paper-graph.ts'
import { simulate } from './simulate.ts'

const small = { ...paper, iterations: 1, shards: 40, trainSeconds: 6 * 3600 }

test('events happen in the order of their times, and may be taken back', async () => {
  const clock = events()
  const told: string[] = []
  clock.after(3000, () => told.push('third'))
  clock.after(1000, () => {
    told.push('first')
    clock.after(1000, () => told.push('second'))
  })
  clock.after(2500, () => told.push('never'))()
  await clock.sleep(2500)
  expect([told, clock.now()]).toEqual([['first', 'second'], 2500])
  await clock.sleep(1000)
  expect(told).toEqual(['first', 'second', 'third'])
})

test('where nothing fails, no work is made twice, and no run is shorter than can be', async () => {
  const { worked, undone, makespan, resubmitted } = await simulate(small, 16, {
    nodeFailure: Infinity,
    preemption: Infinity,
    seed: 1,
  })
  expect([worked, undone, resubmitted]).toEqual([workOf(small), 0, 0])
  expect(makespan).toBeGreaterThan(shortest(small, 16))
  expect(makespan).toBeLessThan(1.2 * shortest(small, 16))
})

test.each([1, 2, 3])(
  'under failures and preemption all gets done, and a failure costs less than one checkpoint interval: seed %i',
  async (seed) => {
    const { failures, preemptions, losses, lost, worked, undone } = await simulate(small, 16, {
      nodeFailure: 2 * 86_400,
      preemption: 1800,
      seed,
    })
    expect(undone).toBe(0)
    expect(failures).toBeGreaterThan(1)
    expect(preemptions).toBeGreaterThan(10)
    expect(losses.length).toBeGreaterThan(0)
    expect(Math.max(...losses)).toBeLessThan(small.checkpoint)
    // All that was made twice was lost with a node: nothing is started again without need.
    expect(worked - workOf(small)).toBeCloseTo(lost, 3)
  },
)
