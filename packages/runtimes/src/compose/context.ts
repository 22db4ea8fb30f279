import path from 'node:path'
import { makeFolder } from '@retable/core'
import { requirePinned } from '../images/require-pinned.ts'
import type { ComposeOptions } from './compose-runtime.ts'
import { findEngine } from './engine/find-engine.ts'
import type { Engine } from './engine/engine.ts'
import { removeStaleOf } from './engine/remove-stale.ts'

/** An image with the Python that programs get. */
export interface ImageProgram {
  /** `name@sha256:…`. */
  readonly image: string
  /** The image's own, absolute. */
  readonly python: string
}

/** What all that a runtime starts shares. */
export interface ComposeContext {
  readonly directory: string
  readonly engine: Engine
  readonly trainer: ImageProgram
  /** With vLLM; undefined where no such image is named. */
  readonly vllm: ImageProgram | undefined
}

/**
 * Finds the engine, and removes what owners that are gone have left on it.
 *
 * @throws RuntimeError `runtimes/unpinned-image`, `runtimes/no-containers`, `runtimes/no-compose`
 */
export async function openContext({ directory, images, host }: ComposeOptions): Promise<ComposeContext> {
  const pinned = ({ image, python }: ImageProgram) => ({ image: requirePinned(image), python })
  const trainer = pinned(images.trainer)
  const vllm = images.vllm && pinned(images.vllm)
  const engine = await findEngine(host)
  await removeStaleOf(engine)
  await makeFolder(directory)
  return { directory: path.resolve(directory), engine, trainer, vllm }
}
