import { RuntimeError } from '../../errors.ts'
import type { ImageReference } from '../reference.ts'
import { answerFault, type BoundedAnswer } from './bounded-request.ts'
import { digestOf, isFor, platformIn, readManifest, type Platform, type PlatformImage } from './manifest.ts'
import { openRepository, type RegistryOptions, type Repository } from './registry.ts'

/** What a tag or digest names now. */
export interface ResolvedImage {
  /** What is pinned: of an index the index's own, so that the pin serves every platform. */
  readonly digest: string
  /** All that it has. */
  readonly platforms: readonly string[]
  /** The image of the platform that was asked for: the digest itself where it is no index. */
  readonly platform: PlatformImage
}

/** How an image is resolved. */
export interface ResolveOptions extends RegistryOptions {
  /** `linux/amd64` if left out. */
  readonly platform?: Platform | undefined
}

/**
 * Resolves a reference to digests. The bytes that came are hashed, and held against what the registry says they are.
 *
 * @throws RuntimeError `runtimes/registry`, `runtimes/registry-answer`, `runtimes/registry-refused`, `runtimes/no-image`,
 * `runtimes/no-platform`
 */
export async function resolveImage(
  reference: ImageReference,
  options: ResolveOptions = {},
): Promise<ResolvedImage> {
  const { platform: wanted = 'linux/amd64' } = options
  const repository = openRepository(reference, options)
  const asked = reference.digest ?? reference.tag ?? 'latest'
  const answer = await repository.manifest(asked)
  const digest = verifiedDigest(answer, asked, repository.host)
  const manifest = readManifest(answer.body, answer.headers.get('content-type'), repository.host)
  const images =
    manifest.kind === 'index' ? manifest.platforms : [await single(repository, digest, manifest.config)]
  const platform = images.find((image) => isFor(image.platform, wanted))
  if (platform !== undefined) return { digest, platforms: images.map((image) => image.platform), platform }
  const has = images.map((image) => image.platform).join(', ') || 'no platform'
  throw new RuntimeError(
    'runtimes/no-platform',
    `${reference.name}${reference.digest === null ? ':' : '@'}${asked} is not there for ${wanted}: it has ${has}`,
  )
}

/**
 * The digest that a registry says a tag has now, without its manifest; undefined where it does not say.
 *
 * @throws RuntimeError as {@link resolveImage}
 */
export async function statedDigest(
  reference: ImageReference,
  options: RegistryOptions = {},
): Promise<string | undefined> {
  const { headers } = await openRepository(reference, options).manifest(
    reference.digest ?? reference.tag ?? 'latest',
    true,
  )
  const stated = headers.get(digestHeader) ?? ''
  return /^sha256:[0-9a-f]{64}$/.test(stated) ? stated : undefined
}

const digestHeader = 'docker-content-digest'

function verifiedDigest({ body, headers }: BoundedAnswer, asked: string, host: string): string {
  const digest = digestOf(body)
  const stated = headers.get(digestHeader)
  if (stated !== null && stated !== digest) {
    throw answerFault(
      host,
      `says that its answer is ${stated.slice(0, 80)}, and it is ${digest}: nothing is pinned`,
    )
  }
  if (asked.startsWith('sha256:') && asked !== digest)
    throw answerFault(host, `was asked for ${asked}, and answers with ${digest}`)
  return digest
}

async function single(repository: Repository, digest: string, config: string): Promise<PlatformImage> {
  const { body } = await repository.blob(config)
  if (digestOf(body) !== config)
    throw answerFault(repository.host, `was asked for ${config}, and answers with ${digestOf(body)}`)
  return { platform: platformIn(body, repository.host), digest }
}
