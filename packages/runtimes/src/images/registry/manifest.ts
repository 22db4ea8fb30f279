import { createHash } from 'node:crypto'
import { answerFault } from './bounded-request.ts'

const kinds: Readonly<Record<string, 'index' | 'image'>> = {
  'application/vnd.oci.image.index.v1+json': 'index',
  'application/vnd.docker.distribution.manifest.list.v2+json': 'index',
  'application/vnd.oci.image.manifest.v1+json': 'image',
  'application/vnd.docker.distribution.manifest.v2+json': 'image',
}

/** The four forms of a manifest that are understood, for the header Accept. */
export const manifestTypes = Object.keys(kinds).join(', ')

/** What an engine may run an image on. */
export type Platform = 'linux/amd64' | 'linux/arm64'

/** A manifest: of several platforms, or of one. */
export type Manifest =
  | { readonly kind: 'index'; readonly platforms: readonly PlatformImage[] }
  /** Its configuration says which platform. */
  | { readonly kind: 'image'; readonly config: string }

/** One platform's image in an index. */
export interface PlatformImage {
  /** `linux/amd64`, `linux/arm64/v8`. */
  readonly platform: string
  readonly digest: string
}

/** The digest of bytes as registries write it. */
export function digestOf(body: Uint8Array): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`
}

/**
 * Reads a manifest.
 *
 * @param type - the header Content-Type
 * @throws RuntimeError `runtimes/registry-answer` where it is none, or can be read in two ways
 */
export function readManifest(body: Uint8Array, type: string | null, host: string): Manifest {
  const value = objectIn(body, host)
  const { mediaType, schemaVersion, manifests, config, layers } = value
  const stated = type?.split(';')[0]!.trim().toLowerCase() ?? ''
  const kind = kinds[stated]
  if (kind === undefined)
    throw answerFault(
      host,
      `answers with ${JSON.stringify(stated.slice(0, 80))}, which is no manifest of an image`,
    )
  if (schemaVersion !== 2) throw answerFault(host, 'answers with a manifest that is not of schema 2')
  // Of one document that is two things, an engine may run the other (CVE-2021-41190).
  const isOther =
    (mediaType !== undefined && mediaType !== stated) ||
    (kind === 'index' ? (config ?? layers) : manifests) !== undefined
  if (isOther) throw answerFault(host, 'answers with a manifest that is something else than its type says')
  if (kind === 'image') return { kind, config: digestIn(config, host) }
  if (!Array.isArray(manifests)) throw answerFault(host, 'answers with an index that lists nothing')
  const listed = manifests.map((entry: unknown) => {
    const { os, architecture, variant } = partsOf(partsOf(entry)['platform'])
    const platform = [os, architecture, variant].filter((each) => typeof each === 'string').join('/')
    return { platform, digest: digestIn(entry, host) }
  })
  // Attestations stand in an index too, of the platform unknown/unknown.
  return {
    kind,
    platforms: listed.filter(({ platform }) => platform !== '' && !platform.startsWith('unknown/')),
  }
}

/**
 * The platform of an image by its configuration.
 *
 * @throws RuntimeError `runtimes/registry-answer`
 */
export function platformIn(config: Uint8Array, host: string): string {
  const { os, architecture, variant } = objectIn(config, host)
  if (typeof os !== 'string' || typeof architecture !== 'string')
    throw answerFault(host, 'answers with a configuration that names no platform')
  return [os, architecture, variant].filter((each) => typeof each === 'string').join('/')
}

/** Whether an image of a platform runs on another: variants of 64-bit ARM are one. */
export function isFor(platform: string, wanted: Platform): boolean {
  return platform === wanted || platform.startsWith(`${wanted}/`)
}

function objectIn(body: Uint8Array, host: string): Readonly<Record<string, unknown>> {
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    // Said below.
  }
  throw answerFault(host, 'answers with something that is no JSON object')
}

function digestIn(entry: unknown, host: string): string {
  const { digest } = partsOf(entry)
  if (typeof digest === 'string' && /^sha256:[0-9a-f]{64}$/.test(digest)) return digest
  throw answerFault(host, 'answers with a manifest whose parts have no sha256')
}

function partsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
