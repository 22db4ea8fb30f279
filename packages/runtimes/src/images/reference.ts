import { RuntimeError } from '../errors.ts'

/** An image as a registry knows it. */
export interface ImageReference {
  /** As it was written, without tag and digest: what people and engines call it. */
  readonly name: string
  /** Host, with a port where it has one: `docker.io` unless the name says another. */
  readonly registry: string
  /** Path in the registry: `library/debian` for `debian`. */
  readonly repository: string
  readonly tag: string | null
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string | null
}

const part = '[a-z0-9]+(?:(?:[._]|__|-{1,20})[a-z0-9]+){0,50}'
const repositoryForm = new RegExp(`^${part}(?:/${part}){0,20}$`)
const hostForm =
  /^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9])){0,20}|\[[0-9a-fA-F:]{2,45}\])(?::\d{1,5})?$/
const tagForm = /^\w[\w.-]{0,127}$/
const digestForm = /^sha256:[0-9a-f]{64}$/
const longestName = 255

/** Whether a text is a digest that a pin may have. */
export function isDigest(text: string): boolean {
  return digestForm.test(text)
}

/**
 * An image's reference, taken apart as Docker does (distribution/reference): the first part is a registry where it has a dot
 * or a colon, or is `localhost`; else the image is Docker Hub's, and one of a single part stands under `library/`.
 *
 * @throws RuntimeError `runtimes/image-reference`
 */
export function parseReference(text: string): ImageReference {
  const fault = (why: string) =>
    new RuntimeError('runtimes/image-reference', `${shown(text)} is no image: ${why}`, undefined, 'usage')
  const [named = '', digest = null, ...more] = text.split('@')
  if (more.length > 0 || (digest !== null && !isDigest(digest)))
    throw fault('behind @ stands sha256: and 64 hexadecimal digits')
  // A colon before the last slash belongs to a port.
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1)
  const name = colon < 0 ? named : named.slice(0, colon)
  const tag = colon < 0 ? null : named.slice(colon + 1)
  if (tag !== null && !tagForm.test(tag))
    throw fault('a tag has letters, digits, points and dashes, at most 128')
  const slash = name.indexOf('/')
  const first = name.slice(0, Math.max(slash, 0))
  const hasRegistry = slash > 0 && (/[.:A-Z]/.test(first) || first === 'localhost')
  if (hasRegistry && !hostForm.test(first)) throw fault(`${shown(first)} is no host`)
  const registry = hasRegistry && first !== 'index.docker.io' ? first : hub
  const path = hasRegistry ? name.slice(slash + 1) : name
  if (!repositoryForm.test(path) || name.length > longestName)
    throw fault('a name has small letters and digits, with single points, dashes and slashes between them')
  if (!hasRegistry && /^[0-9a-f]{64}$/.test(name)) throw fault('64 hexadecimal digits name no image')
  const repository = registry === hub && !path.includes('/') ? `library/${path}` : path
  return { name, registry, repository, tag, digest }
}

/** Docker Hub. */
const hub = 'docker.io'

/**
 * Where a registry answers. Docker Hub has a host of its own for that; on this machine's loopback registries speak HTTP, anywhere else HTTPS.
 */
export function registryAddress(registry: string): string {
  if (registry === hub) return 'https://registry-1.docker.io'
  return `${isLoopback(`http://${registry}`) ? 'http' : 'https'}://${registry}`
}

/** Whether a URL is of this machine. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

/** A text that may be anything, short enough for a sentence. */
function shown(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text)
}
