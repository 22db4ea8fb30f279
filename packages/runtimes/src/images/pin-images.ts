import { RetableError, writeWhole } from '@retable/core'
import { RuntimeError } from '../errors.ts'
import { readImageFile, type ImageEntry, type ImageFile } from './image-file.ts'
import { parseReference } from './reference.ts'
import {
  resolveImage,
  statedDigest,
  type ResolvedImage,
  type ResolveOptions,
} from './registry/resolve-image.ts'
import { withDigests } from './with-digests.ts'

/** What is to be pinned. */
export interface PinOptions extends ResolveOptions {
  /** The project's own, if left out. */
  readonly file?: string | undefined
  /** Ids of images; all of the file if left out or empty. */
  readonly ids?: readonly string[] | undefined
  /** Asks, and writes nothing. */
  readonly isCheck?: boolean | undefined
}

/** What a registry says of a pin. */
export interface CheckedPin extends Pick<ImageEntry, 'id' | 'name' | 'tag'> {
  /** In the file, before; null where it had none. */
  readonly pinned: string | null
  /** What the tag names now; null where that could not be found out. */
  readonly digest: string | null
  /**
   * `same`: the tag names what is pinned; `moved`: it names something else; `new`: nothing was pinned; `failed`: `reason` says
   * why nobody knows.
   */
  readonly state: 'same' | 'moved' | 'new' | 'failed'
  /** All that the image has; null where only the digest was asked for. */
  readonly platforms: ResolvedImage['platforms'] | null
  /** The image of the platform that was asked for; null where only the digest was asked for. */
  readonly platform: ResolvedImage['platform'] | null
  /** Of a tag that moved: whether the registry still gives what is pinned; else null. */
  readonly isPinnedThere: boolean | null
  readonly reason: string | null
}

/** What became of a file of images. */
export interface PinResult {
  readonly file: string
  readonly pins: readonly CheckedPin[]
  readonly isWritten: boolean
}

/**
 * Asks registries what the tags of a file of images name now, side by side, and writes the digests into the file; with
 * `isCheck` it only asks. A registry that fails keeps no other from being asked, nor what came from being written.
 *
 * @throws RuntimeError `runtimes/images-file`, `runtimes/unknown-image`
 */
export async function pinImages(options: PinOptions = {}): Promise<PinResult> {
  const { ids = [], isCheck = false, signal } = options
  const found = await readImageFile(options.file)
  const pins = await Promise.all(chosen(found, ids).map((entry) => checked(entry, options)))
  signal?.throwIfAborted()
  const other = new Map(
    pins.flatMap(({ id, pinned, digest }) => (digest === null || digest === pinned ? [] : [[id, digest]])),
  )
  const isWritten = !isCheck && other.size > 0
  if (isWritten) await writeWhole(found.file, await withDigests(found, other))
  return { file: found.file, pins, isWritten }
}

function chosen({ file, entries }: ImageFile, ids: readonly string[]): readonly ImageEntry[] {
  const known = entries.map(({ id }) => id)
  const unknown = ids.find((id) => !known.includes(id))
  if (unknown === undefined) return ids.length === 0 ? entries : entries.filter(({ id }) => ids.includes(id))
  const message = `${file} has no image "${unknown}"; there are: ${known.join(', ')}`
  throw new RuntimeError('runtimes/unknown-image', message, undefined, 'usage')
}

async function checked(entry: ImageEntry, options: PinOptions): Promise<CheckedPin> {
  const { id, name, tag, digest: pinned } = entry
  const of = { id, name, tag, pinned }
  const image = { ...parseReference(name), tag }
  try {
    // A head is answered without counting as a download.
    if (options.isCheck && pinned !== null && (await statedDigest(image, options)) === pinned) {
      return {
        ...of,
        digest: pinned,
        state: 'same',
        platforms: null,
        platform: null,
        isPinnedThere: null,
        reason: null,
      }
    }
    const resolved = await resolveImage(image, options)
    const state = pinned === null ? 'new' : resolved.digest === pinned ? 'same' : 'moved'
    const isPinnedThere = state === 'moved' ? await isThere({ ...image, digest: pinned }, options) : null
    return { ...of, ...resolved, state, isPinnedThere, reason: null }
  } catch (error) {
    if (options.signal?.aborted || !(error instanceof RetableError)) throw error
    return {
      ...of,
      digest: null,
      state: 'failed',
      platforms: null,
      platform: null,
      isPinnedThere: null,
      reason: error.message,
    }
  }
}

async function isThere(image: Parameters<typeof statedDigest>[0], options: ResolveOptions): Promise<boolean> {
  try {
    await statedDigest(image, options)
    return true
  } catch (error) {
    if (error instanceof RuntimeError && error.code === 'runtimes/no-image') return false
    throw error
  }
}
