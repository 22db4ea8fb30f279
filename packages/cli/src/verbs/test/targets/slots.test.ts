import { expect, test } from 'vitest'
import { longestFirst, runInSlots } from './slots.ts'

/** Jobs that end when they are told to, and what is running. */
function jobsOf(slots: readonly number[]) {
  const ends: (() => void)[] = []
  const running = new Set<number>()
  const jobs = slots.map((slots, i) => ({
    slots,
    run: async () => {
      running.add(i)
      await new Promise<void>((resolve) => (ends[i] = resolve))
      running.delete(i)
      return i
    },
  }))
  const end = async (i: number) => {
    ends[i]!()
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  return { jobs, end, running: () => [...running].toSorted() }
}

test('jobs start in order, as slots come free', async () => {
  const { jobs, end, running } = jobsOf([2, 1, 1, 1, 9])
  const all = runInSlots(jobs, 3)
  expect(running()).toEqual([0, 1])
  await end(1)
  expect(running()).toEqual([0, 2])
  await end(0)
  // The last one has to wait for all slots.
  expect(running()).toEqual([2, 3])
  await end(2)
  expect(running()).toEqual([3])
  await end(3)
  expect(running()).toEqual([4])
  await end(4)
  expect(await all).toEqual([0, 1, 2, 3, 4])
})

test('after a failure none is started, and those that run are waited for', async () => {
  const { jobs, end, running } = jobsOf([1, 1, 1])
  const failing = { slots: 1, run: () => Promise.reject(new Error('first')) }
  const all = runInSlots([jobs[0]!, failing, ...jobs.slice(1)], 2)
  const failed = expect(all).rejects.toThrow('first')
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(running()).toEqual([0])
  await end(0)
  await failed
})

test('the longest comes first', () => {
  const of = [{ seconds: 3 }, { seconds: 30 }, { seconds: 7 }]
  expect(longestFirst(of).map(({ seconds }) => seconds)).toEqual([30, 7, 3])
})
