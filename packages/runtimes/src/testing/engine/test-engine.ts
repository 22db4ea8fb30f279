import { baseImage } from './base-image.ts'
import { testRegistry } from './registry.ts'
import { startEngine, type StartedEngine } from './start-engine.ts'

/** A container engine for tests, with a registry that has one image. */
export interface TestEngine extends Omit<StartedEngine, 'stop'>, AsyncDisposable {
  /** Debian with Python, by digest: `127.0.0.1:PORT/…@sha256:…`. It is fetched on first use. */
  readonly image: string
  /** Its Python. */
  readonly python: '/usr/bin/python3'
}

/**
 * Starts dockerd and a registry in a temporary folder; they end with this process, or when the engine is disposed of. Needs
 * root, and Debian's docker.io, docker-registry and debootstrap.
 */
export async function testEngine(): Promise<TestEngine> {
  const { storage, reference } = await baseImage()
  const { stop, ...engine } = await startEngine()
  try {
    const registry = await testRegistry(storage, engine.folder)
    return {
      ...engine,
      image: `${registry.name}/${reference}`,
      python: '/usr/bin/python3',
      async [Symbol.asyncDispose]() {
        await registry.stop()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}
