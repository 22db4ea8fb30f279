import { RuntimeError } from '../errors.ts'
import { parseReference } from './reference.ts'

/**
 * The reference of an image that is pinned, as `name@sha256:…`: a tag beside the digest is left out, since nothing holds the
 * two together.
 *
 * @throws RuntimeError `runtimes/unpinned-image` without a digest, `runtimes/image-reference` where it is no image
 */
export function requirePinned(reference: string): string {
  const { name, digest } = parseReference(reference)
  if (digest !== null) return `${name}@${digest}`
  throw new RuntimeError(
    'runtimes/unpinned-image',
    `the image ${reference} is not pinned: a tag may name other bytes tomorrow; write ${name}@sha256:… in its place (./retable pin finds the digest of a tag)`,
    undefined,
    'usage',
  )
}
