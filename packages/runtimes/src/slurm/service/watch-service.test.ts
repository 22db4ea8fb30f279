import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { slurmContext } from '../slurm-context.ts'
import { fakeSlurm } from '../testing/fake-slurm.ts'
import { watchService } from './watch-service.ts'

let directory: string
let server: Server
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-watch-'))
  await writeFile(path.join(directory, 'log.txt'), '')
  server = createServer((_, answer) => answer.end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(async () => {
  server.close()
  await rm(directory, { recursive: true })
})

async function watched() {
  const slurm = fakeSlurm()
  await slurm.call('sbatch', ['job'])
  const job = slurm.jobs.get('1')!
  job.state = 'RUNNING'
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const context = slurmContext({ directory, call: slurm.call, settings: { pollMs: 5, unknownMs: 100 } })
  const service = watchService('1', {
    ...{ ...context, name: 'mine', logFile: path.join(directory, 'log.txt'), port: 0, need: '' },
    address: () => address,
  })
  let isEnded = false
  void service.ended.then(() => (isEnded = true))
  await vi.waitFor(() => expect(service.phase()).toBe('running'))
  return { slurm, job, service, isEnded: () => isEnded }
}

test.each(['is forgotten by Slurm', 'has a state that no version has'])(
  'a service that answers goes on where its job %s',
  async (how) => {
    const { slurm, job, service, isEnded } = await watched()
    if (how === 'is forgotten by Slurm') slurm.jobs.delete('1')
    else job.state = 'NEWLY_INVENTED'
    await delay(400)
    expect(isEnded()).toBe(false)
    slurm.jobs.set('1', { ...job, state: 'RUNNING' })
    await service.stop()
    expect(slurm.jobs.get('1')!.state).toBe('CANCELLED')
    expect(await service.ended).toBeNull()
  },
)

test('one that is forgotten and silent is given up, and taken out of the queue', async () => {
  const { slurm, service } = await watched()
  server.close()
  server.closeAllConnections()
  slurm.jobs.delete('1')
  expect(await service.ended).toMatchObject({ code: 'runtimes/service-ended' })
  expect(slurm.calls).toContainEqual(['scancel', '1'])
})

test.each([
  ['FAILED', 11, 'runtimes/service-ended', /^mine ended with signal 11: /],
  [
    'FAILED',
    9,
    'runtimes/out-of-memory',
    /^mine was killed, most likely because the machine ran out of memory/,
  ],
  ['PREEMPTED', 9, 'runtimes/service-ended', /^mine ended with PREEMPTED: /],
  ['TIMEOUT', 0, 'runtimes/service-ended', /^mine ended with TIMEOUT: /],
])('one that is %s by signal %i: %s', async (state, exit, code, message) => {
  const { job, service } = await watched()
  Object.assign(job, { state, exit })
  expect(await service.ended).toMatchObject({ code, message: expect.stringMatching(message) })
})
