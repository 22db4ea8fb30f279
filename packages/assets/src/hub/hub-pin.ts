import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Asset } from '@retable/core'

/** A file of a pinned repository; null is what nobody has verified yet. */
export interface PinnedFile {
  readonly sha256: string | null
  readonly bytes: number | null
}

/** A model or a data set of the hub at one commit, with the hashes of its files. */
export interface HubPin {
  readonly kind: 'model' | 'dataset'
  readonly repository: string
  /** Commit of the repository. */
  readonly revision: string
  /** SPDX id, or the hub's own name of the licence. */
  readonly licence: string
  /** Set where the hub gives the files to accounts alone that have accepted the licence. */
  readonly isGated?: true
  /** By the path in the repository. */
  readonly files: Readonly<Record<string, PinnedFile>>
}

/** Where the hub is, unless HF_ENDPOINT names another place of it. */
export const hubAddress = 'https://huggingface.co'

/** Where pins lie: one file a repository. */
const pinsFolder = path.join(import.meta.dirname, '..', '..', 'pins')

/** The file that a repository's pin is kept in. */
export function pinFile(repository: string, folder = pinsFolder): string {
  return path.join(folder, `${repository.replace('/', '--')}.json`)
}

/** A repository at a commit; null where nobody names the commit. */
export interface RepositoryAt {
  readonly repository: string
  readonly revision: string | null
}

/** The pin of a repository at a commit; undefined where there is none. */
export async function hubPin(
  { repository, revision }: RepositoryAt,
  folder = pinsFolder,
): Promise<HubPin | undefined> {
  if (revision === null) return undefined
  let text: string
  try {
    text = await readFile(pinFile(repository, folder), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const pin = JSON.parse(text) as HubPin
  return pin.revision === revision ? pin : undefined
}

/** Where a file of the repository lies at the pinned commit. */
export function fileUrl({ kind, repository, revision }: HubPin, name: string, address = hubAddress): string {
  const place = kind === 'dataset' ? `datasets/${repository}` : repository
  return `${address}/${place}/resolve/${revision}/${name.split('/').map(encodeURIComponent).join('/')}`
}

/** A pinned file as an asset; undefined where its hash is not known yet. */
export function fileAsset(pin: HubPin, name: string, address = hubAddress): Asset | undefined {
  const { sha256, bytes } = pin.files[name]!
  if (sha256 === null) return undefined
  return {
    name: `${pin.repository}/${name}`,
    url: fileUrl(pin, name, address),
    sha256,
    bytes: bytes ?? 0,
    licence: pin.licence,
  }
}

/** Size of all files, as far as it is known, in bytes. */
export function pinnedBytes({ files }: HubPin): number {
  return Object.values(files).reduce((sum, { bytes }) => sum + (bytes ?? 0), 0)
}

/** In a sentence, why published weights cannot be fetched and verified; undefined where they can. */
export function whatIsUnpinned(
  { repository, revision }: RepositoryAt,
  pin: HubPin | undefined,
): string | undefined {
  if (revision === null) return `${repository}, whose commit the tier does not name`
  const run = `run node packages/assets/pin/pin-hub.ts ${repository} ${revision}`
  if (pin === undefined) return `${repository} at ${revision.slice(0, 7)} is not pinned yet: ${run}`
  const names = Object.entries(pin.files).flatMap(([name, { sha256 }]) => (sha256 === null ? [name] : []))
  if (names.length === 0) return undefined
  const gated = pin.isGated ? `, with the HF_TOKEN of an account that has accepted its licence` : ''
  return `${names.length} of ${Object.keys(pin.files).length} files of ${repository} at ${revision.slice(0, 7)} are not pinned yet (${names[0]!}${names.length > 1 ? ', …' : ''}): ${run}${gated}`
}
