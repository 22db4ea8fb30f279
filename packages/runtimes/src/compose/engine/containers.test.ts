import { expect, test } from 'vitest'
import { stopContainer } from './containers.ts'
import type { CommandEnd, Engine } from './engine.ts'

const end = (exitCode: number, stderr = ''): CommandEnd => ({ exitCode, stdout: '', stderr })

/** An engine that gives these answers to `docker stop`, one after the other. */
function engineOf(answers: CommandEnd[]) {
  const asked: string[][] = []
  const docker = (args: readonly string[]) => {
    asked.push([...args])
    return Promise.resolve(answers.shift()!)
  }
  return { asked, engine: { docker } as Pick<Engine, 'docker'> as Engine }
}

test('a container is told to stop again where the engine did not answer', async () => {
  const { asked, engine } = engineOf([end(1, 'Cannot connect to the Docker daemon'), end(0)])
  await stopContainer(engine, 'mine', { graceMs: 1500 })
  expect(asked).toEqual([
    ['stop', '--time', '2', 'mine'],
    ['stop', '--time', '2', 'mine'],
  ])
})

test('not where it is gone, and not when it is over by itself', async () => {
  const gone = engineOf([end(1, 'Error response from daemon: No such container: mine')])
  await stopContainer(gone.engine, 'mine', { graceMs: 1500 })
  expect(gone.asked).toHaveLength(1)
  const over = new AbortController()
  const failing = engineOf([end(1, 'Cannot connect')])
  const stopped = stopContainer(failing.engine, 'mine', { graceMs: 1500, signal: over.signal })
  over.abort(new Error('over'))
  await expect(stopped).rejects.toThrow()
  expect(failing.asked).toHaveLength(1)
})
