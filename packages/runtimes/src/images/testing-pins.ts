import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { pinImages, type CheckedPin, type PinOptions, type PinResult } from './pin-images.ts'
import {
  putImage,
  putIndex,
  startTestRegistry,
  types,
  type TestRegistry,
} from './registry/testing-registry.ts'

/** A registry and a file with one image of it, for one test. */
export interface PinSetting {
  readonly registry: TestRegistry
  readonly directory: string
  readonly file: string
  /** Writes the file, with this digest; gives its text. */
  readonly write: (digest: string | null) => Promise<string>
  readonly pin: (more?: PinOptions) => Promise<PinResult>
  readonly only: (more?: PinOptions) => Promise<CheckedPin>
  /** One image for three platforms, under the tag of the file. */
  readonly multi: (type?: string) => {
    readonly amd64: string
    readonly arm64: string
    readonly index: string
  }
}

export const none = `sha256:${'0'.repeat(64)}`

export async function pinSetting(): Promise<PinSetting> {
  const directory = await mkdtemp(path.join(tmpdir(), 'retable-pin-'))
  const file = path.join(directory, 'images.yaml')
  const registry = await startTestRegistry()
  onTestFinished(async () => {
    await registry[Symbol.asyncDispose]()
    await rm(directory, { recursive: true })
  })
  const pin = (more: PinOptions = {}) =>
    pinImages({ file, timeoutMs: 5000, credentials: () => Promise.resolve(undefined), ...more })
  return {
    ...{ registry, directory, file, pin },
    async write(digest) {
      const pinned = digest === null ? '' : `  digest: ${digest}\n`
      const text = `# why it is here\nvllm:\n  image: ${registry.host}/a/b\n  tag: v1\n${pinned}  python: /usr/bin/python3\n  why: it is small\n`
      await writeFile(file, text)
      return text
    },
    only: async (more) => (await pin(more)).pins[0]!,
    multi(type = types.index) {
      const amd64 = putImage(registry, 'linux/amd64')
      const arm64 = putImage(registry, 'linux/arm64/v8')
      const images = {
        'linux/arm64/v8': arm64,
        'linux/amd64': amd64,
        'linux/ppc64le': amd64,
        'unknown/unknown': none,
      }
      return { amd64, arm64, index: putIndex(registry, images, { tag: 'a/b:v1', type }) }
    },
  }
}
