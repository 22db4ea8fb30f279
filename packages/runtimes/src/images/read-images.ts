import { RuntimeError } from '../errors.ts'
import { imagesFile, readImageFile } from './image-file.ts'

/** An image that a runtime may start. */
export interface PinnedImage {
  /** `name@sha256:…`, what engines are given. */
  readonly image: string
  /** What the digest was found by; nothing is started by it. */
  readonly tag: string
  readonly digest: string
  /** The image's own Python, absolute. */
  readonly python: string
}

/** What runtimes need images for. */
export type Images = Readonly<Record<'trainer' | 'vllm', PinnedImage>>

/**
 * The pinned images of a file, the project's own if none is named.
 *
 * @throws RuntimeError `runtimes/images-file` with file and line: also where one lacks, or has no digest
 */
export async function readImages(file = imagesFile): Promise<Images> {
  const { entries } = await readImageFile(file)
  const pinned = (wanted: keyof Images): PinnedImage => {
    const entry = entries.find(({ id }) => id === wanted)
    const fault = (place: string, why: string) =>
      new RuntimeError('runtimes/images-file', `${place}: ${why}`, undefined, 'usage')
    if (entry === undefined) throw fault(file, `there is no image "${wanted}"`)
    const { name, tag, digest, python, line } = entry
    if (digest === null) {
      throw fault(`${file}:${line}`, `"${wanted}" has no digest yet: run ./retable pin ${wanted}`)
    }
    return { image: `${name}@${digest}`, tag, digest, python }
  }
  return { trainer: pinned('trainer'), vllm: pinned('vllm') }
}
