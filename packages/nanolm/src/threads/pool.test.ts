import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Job, ScoreJob } from './jobs.ts'
import { poolOf, type Pool } from './pool.ts'

/** Answers with the number of its own jobs so far; a model's path says what it does beside. */
const script = `
  import { parentPort } from 'node:worker_threads'
  let jobs = 0
  parentPort.on('message', ({ model: { location: path } }) => {
    if (path === 'exits') process.exit(3)
    if (path === 'hangs') return
    parentPort.postMessage({ kind: 'done', result: [jobs += 1] })
    if (path === 'exits afterwards') setTimeout(() => process.exit(4), 10)
  })`
const jobFor = (path: string): ScoreJob =>
  ({ kind: 'score', model: { id: path, hash: '', location: path }, texts: [] }) satisfies Job

let pool: Pool
beforeEach(() => {
  const setup = {
    architecture: { vocabulary: 8, width: 8, layers: 1, heads: 1, context: 4 },
    pieces: [],
    checkpointMs: 0,
  }
  pool = poolOf(setup, 1, new URL(`data:text/javascript,${encodeURIComponent(script)}`))
})
afterEach(() => pool.close())

test('a job that ends leaves no listener on its signal', async () => {
  const { signal } = new AbortController()
  expect(await pool.run(jobFor('answers'), { signal })).toEqual([1])
  expect(getEventListeners(signal, 'abort')).toEqual([])
  await expect(pool.run(jobFor('exits'), { signal })).rejects.toThrow()
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('a worker that exits with a job fails it, and the next job gets another worker', async () => {
  await expect(pool.run(jobFor('exits'))).rejects.toThrow('a worker ended with exit code 3')
  expect(pool.isIdle()).toBe(true)
  expect(await pool.run(jobFor('answers'))).toEqual([1])
})

test('a worker that ends while it is idle is not used again', async () => {
  expect(await pool.run(jobFor('exits afterwards'))).toEqual([1])
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await pool.run(jobFor('answers'))).toEqual([1])
  expect(await pool.run(jobFor('answers'))).toEqual([2])
})

test('an aborted job is rejected with its reason, and the next gets another worker', async () => {
  const controller = new AbortController()
  const hanging = pool.run(jobFor('hangs'), { signal: controller.signal })
  const waiting = pool.run(jobFor('answers'))
  controller.abort(new Error('enough'))
  await expect(hanging).rejects.toThrow('enough')
  expect(await waiting).toEqual([1])
})

test('closing fails the jobs that run or wait', async () => {
  const jobs = Promise.allSettled([pool.run(jobFor('hangs')), pool.run(jobFor('answers'))])
  await pool.close()
  expect((await jobs).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await expect(pool.run(jobFor('answers'))).rejects.toThrow('closed')
})
