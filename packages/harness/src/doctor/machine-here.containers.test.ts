import { startEngine } from '@retable/runtimes/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import { machineHere } from './machine-here.ts'
import { runtimesHere } from './runtimes-here.ts'

// Of a busy machine.
const limits = { timeoutMs: 30_000, storeDirectory: import.meta.dirname }

test('a real engine and its compose are found, and an engine that has ended is said to', async () => {
  const engine = await startEngine()
  vi.stubEnv('DOCKER_HOST', engine.host)
  onTestFinished(() => void vi.unstubAllEnvs())
  let version: string
  try {
    version = await engine.docker('version', '--format', '{{.Server.Version}}')
    const machine = await machineHere(limits)
    expect(machine.find(({ id }) => id === 'engine')).toMatchObject({
      isThere: true,
      text: `docker ${version}`,
    })
    expect(machine.find(({ id }) => id === 'compose')).toMatchObject({
      isThere: true,
      text: expect.stringMatching(/^\d+\.\d+\S*, as docker[ -]compose$/),
    })
    expect((await runtimesHere(machine)).find(({ runtime }) => runtime === 'compose')?.lacks).toBeNull()
  } finally {
    await engine.stop()
  }
  const machine = await machineHere(limits)
  expect(machine.find(({ id }) => id === 'engine')).toMatchObject({
    isThere: false,
    text: expect.stringMatching(/^docker is there, and its engine does not answer: \S/),
  })
  expect((await runtimesHere(machine)).find(({ runtime }) => runtime === 'compose')?.lacks).toMatch(
    /^needs a container engine: docker/,
  )
})
