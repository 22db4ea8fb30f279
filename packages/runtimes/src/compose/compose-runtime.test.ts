import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { localRuntime } from '../local/local-runtime.ts'
import { findPackagedModel } from '../models/packaged-models.ts'
import { fakeProgram } from '../testing/fake-program.ts'
import { composeRuntime } from './compose-runtime.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retable-compose-'))
})
afterAll(() => rm(folder, { recursive: true }))

test.each([
  ['local', localRuntime],
  [
    'compose',
    ({ directory }: { readonly directory: string }) =>
      composeRuntime({
        directory,
        images: { trainer: { image: `a@sha256:${'0'.repeat(64)}`, python: '/usr/bin/python3' } },
        host: 'unix:///nowhere',
      }),
  ],
] as const)('a job or a server of several machines is refused at once by %s', async (id, make) => {
  const job = { name: 'a job', folder, program: fakeProgram('fake_job'), args: [], nodes: 2 }
  await expect(make({ directory: folder }).run(job).ended).rejects.toMatchObject({
    code: 'runtimes/nodes',
    message: `a job is to run on 2 machines together, and ${id} has this one: take --runtime slurm`,
  })
  const service = { model: { folder: '/nowhere', id: 'mine' }, server: 'vllm', gpus: 2, nodes: 2 } as const
  await expect(make({ directory: folder }).serve(service)).rejects.toMatchObject({
    code: 'runtimes/nodes',
    message: `mine is to run on 2 machines together, and ${id} has this one: take --runtime slurm`,
  })
})

test.each(['python:3.12', 'python', 'registry.example:5000/python:3.12'])(
  'an image without a digest is refused before an engine is asked: %s',
  async (image) => {
    const runtime = composeRuntime({
      directory: folder,
      images: { trainer: { image, python: '/usr/bin/python3' } },
      host: 'unix:///nowhere',
    })
    const job = { name: 'a job', folder, program: fakeProgram('fake_job'), args: [] }
    await expect(runtime.run(job).ended).rejects.toMatchObject({ code: 'runtimes/unpinned-image' })
    await expect(runtime.serve({ model: findPackagedModel('smollm2-135m')! })).rejects.toMatchObject({
      code: 'runtimes/unpinned-image',
    })
  },
)
