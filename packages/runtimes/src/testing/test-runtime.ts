import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Service } from '../service.ts'

/** What a runtime's contract test needs to know of it. */
export interface RuntimeExamples<S extends Service> {
  /** Starts one service; its log goes to the file. */
  readonly start: (options: { readonly logFile: string; readonly signal?: AbortSignal }) => Promise<S>
  /** Asks for something that the server is at for longer than ten seconds. */
  readonly longRequest: (service: S) => Promise<unknown>
}

/** What every runtime must keep: what it starts answers on this machine alone, is told of when it ends, and can be ended. */
export function testRuntime<S extends Service>(
  name: string,
  { start, longRequest }: RuntimeExamples<S>,
): void {
  describe(`${name} keeps the runtime contract`, () => {
    let directory: string
    beforeAll(async () => {
      directory = await mkdtemp(path.join(tmpdir(), 'retable-runtime-'))
    })
    afterAll(() => rm(directory, { recursive: true }))
    let files = 0
    const newLog = () => path.join(directory, `${++files}.log`)

    test('a service answers on loopback until it is stopped, and its log stays', async () => {
      const logFile = newLog()
      const service = await start({ logFile })
      expect(service.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
      expect((await fetch(`${service.address}/health`)).status).toBe(200)
      expect(service.logFile).toBe(logFile)
      await service.stop()
      expect(await service.ended).toBeNull()
      await expect(fetch(`${service.address}/health`)).rejects.toThrow('fetch failed')
      expect((await readFile(logFile, 'utf8')).length).toBeGreaterThan(0)
      await service.stop()
    })

    test('two services stand side by side', async () => {
      const services = await Promise.all([newLog(), newLog()].map((logFile) => start({ logFile })))
      try {
        expect(new Set(services.map(({ address }) => address)).size).toBe(2)
      } finally {
        await Promise.all(services.map((service) => service.stop()))
      }
    })

    test('a service ends within six seconds while it is at a request', async () => {
      const service = await start({ logFile: newLog() })
      const outcome = longRequest(service).then(
        () => 'answered',
        () => 'broken off',
      )
      await delay(500)
      const began = performance.now()
      await service.stop()
      expect(performance.now() - began).toBeLessThan(6000)
      expect(await outcome).toBe('broken off')
    })

    test('a start that is given up rejects with the reason of it', async () => {
      const controller = new AbortController()
      const starting = start({ logFile: newLog(), signal: controller.signal })
      const reason = new Error('not needed any more')
      setTimeout(() => controller.abort(reason), 100)
      await expect(starting).rejects.toBe(reason)
    })
  })
}
