import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { limited } from './limited.ts'

test('so many at once, the others in their order, also after one that fails', async () => {
  const { run } = limited(2)
  const begun: number[] = []
  let [running, most] = [0, 0]
  const one = (i: number) =>
    run(async () => {
      begun.push(i)
      running += 1
      most = Math.max(most, running)
      await delay(5)
      running -= 1
      if (i === 1) throw new Error('one')
      return i
    })
  const all = await Promise.allSettled([0, 1, 2, 3, 4].map(one))
  expect(all.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ])
  expect([begun, most]).toEqual([[0, 1, 2, 3, 4], 2])
})

test('one that waits can be given up, and takes no turn', async () => {
  const { run } = limited(1)
  const controller = new AbortController()
  const first = run(() => delay(20))
  const second = run(() => Promise.resolve('never'), controller.signal)
  const third = run(() => Promise.resolve('third'))
  controller.abort(new Error('enough'))
  await expect(second).rejects.toThrow('enough')
  expect([await first, await third]).toEqual([undefined, 'third'])
  await expect(run(() => Promise.resolve(1), controller.signal)).rejects.toThrow('enough')
})
