import { expect, test } from 'vitest'
import { fakeSlurm } from '../testing/fake-slurm.ts'
import { isStale, ownerComment } from './owner.ts'
import { removeStale } from './remove-stale.ts'

const own = ownerComment(1)
const [, , host, pid, start] = own.split(' ')

test('a service is stale where its owner is gone, or its number is another’s now', () => {
  expect(isStale(own)).toBe(false)
  expect(isStale(`retable service ${host} ${pid} ${Number(start) + 1}`)).toBe(true)
  expect(isStale(`retable service ${host} 4194305 7`)).toBe(true)
  expect(isStale(`retable service elsewhere 4194305 7`)).toBe(false)
  expect(isStale('retable job abc')).toBe(false)
})

test('stale services leave the queue, and nothing else does', async () => {
  const comments = ['retable job abc', own, `retable service ${host} 4194305 7`]
  const slurm = fakeSlurm({ commentOf: () => comments[slurm.jobs.size]! })
  for (let i = 0; i < 3; i++) await slurm.call('sbatch', ['x'])
  expect(await removeStale(slurm.call)).toBe(1)
  expect([...slurm.jobs.values()].map(({ state }) => state)).toEqual(['PENDING', 'PENDING', 'CANCELLED'])
})
