import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openFakeServer, type Behaviour, type ReceivedRequest } from '@retable/client/testing'
import { folderHash } from '@retable/core'
import {
  RuntimeError,
  type JobEnd,
  type ModelService,
  type ProgramJob,
  type Runtime,
} from '@retable/runtimes'
import type { TrainingResult } from '@retable/trainer'
import { fakeAnswer } from './fake-server.ts'
import { fakeTraining, writeFakeModel } from './fake-trainer.ts'

/** How a fake runtime differs from one that does its work. */
export interface FakeRuntimeOptions {
  /** Changes what a training leaves. */
  readonly spoil?: (result: TrainingResult) => unknown
  /** In place of a training's end. */
  readonly end?: (job: ProgramJob) => JobEnd | undefined | Promise<JobEnd | undefined>
  readonly answer?: (request: ReceivedRequest) => Behaviour | Promise<Behaviour>
  /** In place of the hash of the folder that is served. */
  readonly weights?: string
  /** That its servers ask for. */
  readonly key?: string
}

/** A runtime of this process, and what it was asked for. */
export interface FakeRuntime extends Runtime {
  readonly jobs: readonly ProgramJob[]
  /** Folders that were served, in order, with what for, and how many of their servers stand. */
  readonly served: readonly string[]
  readonly services: readonly Parameters<Runtime['serve']>[0][]
  readonly standing: () => number
  readonly mostStanding: () => number
  /** Requests that each server got, in the order of their starts. */
  readonly perServer: () => readonly number[]
  /** Requests of all servers. */
  readonly received: readonly ReceivedRequest[]
  /** Ends all servers as if they had died. */
  readonly kill: () => Promise<void>
}

/** Trains and serves in this process, without a model. */
export function fakeRuntime({
  spoil,
  end,
  answer = fakeAnswer,
  weights,
  key,
}: FakeRuntimeOptions = {}): FakeRuntime {
  const jobs: ProgramJob[] = []
  const served: string[] = []
  const services: Parameters<Runtime['serve']>[0][] = []
  const received: ReceivedRequest[] = []
  const standing = new Map<ModelService, () => Promise<void>>()
  const counts: number[] = []
  let most = 0
  const run = async (job: ProgramJob): Promise<JobEnd> => {
    if (existsSync(path.join(job.folder, job.resultFile!))) return { state: 'done' }
    jobs.push(job)
    const other = await end?.(job)
    if (other !== undefined) return other
    if (job.args[0] === 'make-tiny') {
      await writeFakeModel(path.join(job.folder, job.args[1]!), 'fresh')
      return { state: 'done' }
    }
    const result = await fakeTraining(job.folder)
    await writeFile(path.join(job.folder, 'result.json'), JSON.stringify(spoil?.(result) ?? result))
    return { state: 'done' }
  }
  return {
    id: 'local',
    ...{ jobs, served, services, received },
    perServer: () => counts,
    standing: () => standing.size,
    mostStanding: () => most,
    run: (job) => ({ ended: run(job) }),
    async serve(options) {
      const { model } = options
      services.push(options)
      if (!('folder' in model)) throw new Error('packaged models are another engine’s')
      served.push(model.folder)
      await mkdir(model.folder, { recursive: true })
      const own = counts.push(0) - 1
      const server = await openFakeServer((request) => {
        counts[own]! += 1
        received.push(request)
        if (key !== undefined && request.headers.authorization !== `Bearer ${key}`)
          return { kind: 'answer', status: 401, body: { error: { message: 'no key' } } }
        return answer(request)
      })
      const { promise: ended, resolve } = Promise.withResolvers<RuntimeError | null>()
      const close = async (reason: RuntimeError | null) => {
        standing.delete(service)
        await server.stop()
        resolve(reason)
      }
      const service: ModelService = {
        address: server.url.slice(0, -'/v1'.length),
        ...{
          baseUrl: server.url,
          modelName: model.id,
          pid: process.pid,
          logFile: '',
          repeats: true,
          ended,
          key,
        },
        identity: {
          ...{ model: model.id, weightsSha256: weights ?? (await folderHash(model.folder)), server: 'fake' },
          ...{ architecture: process.arch, slots: 1, threads: 1, context: 128, promptCache: false },
        },
        stop: () => close(null),
        [Symbol.asyncDispose]: () => close(null),
      }
      standing.set(service, () => close(new RuntimeError('runtimes/service-ended', 'it was killed')))
      most = Math.max(most, standing.size)
      return service
    },
    async kill() {
      for (const close of [...standing.values()]) await close()
    },
  }
}
