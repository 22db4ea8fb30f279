import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { runJobs } from './run-jobs.ts'

/** Jobs that end when they are told to. */
function heldJobs(limit: number) {
  const ends = new Map<number, () => void>()
  const read: number[] = []
  function* jobs() {
    for (let job = 0; job < 6; job += 1) {
      read.push(job)
      yield job
    }
  }
  const run = runJobs<number, number>({
    jobs: jobs(),
    limit: () => limit,
    perform: (job) => new Promise((resolve) => ends.set(job, () => resolve([job]))),
    admit: () => undefined,
    drainMs: 0,
  })
  return { run, read, end: (...which: readonly number[]) => which.forEach((job) => ends.get(job)!()) }
}

test('results of one turn are given together, in the order in which they came', async () => {
  const { run, read, end } = heldJobs(4)
  const first = run.next()
  await setImmediate()
  expect(read).toEqual([0, 1, 2, 3])
  end(2, 0, 3)
  expect(await first).toEqual({ done: false, value: [2, 0, 3] })
  const second = run.next()
  await setImmediate()
  end(1, 4, 5)
  expect(await second).toEqual({ done: false, value: [1, 4, 5] })
  expect(await run.next()).toEqual({ done: true, value: undefined })
})

test('the first jobs start a few a turn, and no others wait', async () => {
  const { run, read, end } = heldJobs(6)
  const first = run.next()
  expect(read).toEqual([0, 1, 2, 3])
  await setImmediate()
  expect(read).toEqual([0, 1, 2, 3, 4, 5])
  end(0, 1, 2, 3, 4, 5)
  expect(await first).toEqual({ done: false, value: [0, 1, 2, 3, 4, 5] })
  await run.return(undefined)
})

test('what the reader has in hand counts as under way', async () => {
  const { run, read, end } = heldJobs(2)
  const first = run.next()
  await setImmediate()
  end(0)
  expect(await first).toEqual({ done: false, value: [0] })
  for (let turn = 0; turn < 3; turn += 1) await setImmediate()
  // Nothing takes the place of 0 before the reader is done with it, nor of 1, which nobody has taken.
  end(1)
  for (let turn = 0; turn < 3; turn += 1) await setImmediate()
  expect(read).toEqual([0, 1])
  expect(await run.next()).toEqual({ done: false, value: [1] })
  expect(read).toEqual([0, 1, 2])
  await run.return(undefined)
})
