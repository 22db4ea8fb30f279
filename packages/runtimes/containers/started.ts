import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { vi } from 'vitest'
import { composeRuntime, type ComposeOptions } from '../src/index.ts'
import { fakeProgram, testEngine, type TestEngine } from '../src/testing.ts'

/** An engine, and the options of a runtime on it; their image is fetched, and its environment made: longer than a test has. */
export async function startedEngine(): Promise<TestEngine & { readonly options: ComposeOptions }> {
  // Each start of a container takes compose seconds on a busy machine, and a test has several.
  vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })
  const engine = await testEngine()
  const image = { image: engine.image, python: engine.python }
  const options = {
    directory: path.join(engine.folder, 'store'),
    images: { trainer: image, vllm: image },
    host: engine.host,
  }
  const folder = path.join(engine.folder, 'first')
  await mkdir(folder)
  const first = { name: 'the first', folder, program: fakeProgram('fake_job'), args: ['count', '1', '0'] }
  const end = await composeRuntime(options).run(first).ended
  if (end.state !== 'done') throw new Error(`the first job ended as ${JSON.stringify(end)}`)
  return { ...engine, options }
}
