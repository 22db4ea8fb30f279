import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A manifest or a blob, with the type that it is given as. */
export interface TestBlob {
  readonly type: string
  readonly bytes: Buffer
}

/** An answer in place of the registry's own. */
export interface OtherAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** Begins, and never ends. */
  readonly hangs?: boolean
}

/** A registry on this machine, and what it was asked. */
export interface TestRegistry extends AsyncDisposable {
  /** `127.0.0.1:PORT`, as a reference names it. */
  readonly host: string
  /** Requests in order, of the registry, its token server, and the place that blobs lie in. */
  readonly asked: {
    readonly server: string
    readonly request: string
    readonly authorization: string | undefined
  }[]
  /** What a tag names, by `repository:tag`. */
  readonly tags: Map<string, TestBlob>
  /** Everything that has a digest. */
  readonly blobs: Map<string, TestBlob>
  /** Puts something in, and gives its digest; under a tag too, if one is named as `repository:tag`. */
  readonly put: (blob: TestBlob, tag?: string) => string
  /** Whether a token is wanted; `account` only gives one to this account, as the header has it. */
  auth: { readonly account?: string } | undefined
  /** By what a request ends with, such as `/manifests/1`. */
  readonly instead: Map<string, OtherAnswer>
}

export const types = {
  index: 'application/vnd.oci.image.index.v1+json',
  list: 'application/vnd.docker.distribution.manifest.list.v2+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  docker: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.oci.image.config.v1+json',
} as const

/** Starts a registry; blobs lie in another place, to which it redirects. */
export async function startTestRegistry(): Promise<TestRegistry> {
  const asked: TestRegistry['asked'] = []
  const token = 'a-token-that-nobody-is-to-see'
  const note = (server: string, { method, url, headers }: IncomingMessage) =>
    asked.push({ server, request: `${method} ${url}`, authorization: headers.authorization })

  const places = createServer((request, response) => {
    note('blobs', request)
    give(response, request, registry.blobs.get(request.url!.slice(1)))
  })
  const placesHost = await listen(places)

  const tokens = createServer((request, response) => {
    note('tokens', request)
    const { account } = registry.auth ?? {}
    if (account !== undefined && request.headers.authorization !== account)
      return void response.writeHead(401).end()
    const other = registry.instead.get('/token')
    if (other !== undefined) return otherwise(response, other)
    response.end(JSON.stringify({ token }))
  })
  const tokensHost = await listen(tokens)

  const main = createServer((request, response) => {
    note('registry', request)
    const [, repository = '', kind = '', name = ''] =
      /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(request.url ?? '') ?? []
    const other = registry.instead.get(`/${kind}/${name}`)
    if (other !== undefined) return otherwise(response, other)
    if (registry.auth !== undefined && request.headers.authorization !== `Bearer ${token}`) {
      const challenge = `Bearer realm="http://${tokensHost}/token",service="a \\"registry\\"",scope="repository:${repository}:pull,push"`
      return void response.writeHead(401, { 'www-authenticate': challenge }).end()
    }
    if (kind === 'blobs') {
      return void response.writeHead(307, { location: `http://${placesHost}/${name}` }).end()
    }
    give(response, request, registry.tags.get(`${repository}:${name}`) ?? registry.blobs.get(name))
  })

  const registry: TestRegistry = {
    host: await listen(main),
    ...{ asked, tags: new Map(), blobs: new Map(), auth: undefined, instead: new Map() },
    put(blob, tag) {
      const digest = digestOf(blob.bytes)
      registry.blobs.set(digest, blob)
      if (tag !== undefined) registry.tags.set(tag, blob)
      return digest
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([main, tokens, places].map(close))
    },
  }
  return registry
}

/** Puts an image of one platform into a registry; gives its manifest's digest. */
export function putImage(
  registry: TestRegistry,
  platform: string,
  {
    tag,
    type = types.manifest,
    label = '',
  }: { readonly tag?: string; readonly type?: string; readonly label?: string } = {},
): string {
  const [os, architecture, variant] = platform.split('/')
  const config = registry.put(blobOf(types.config, { os, architecture, ...(variant && { variant }), label }))
  const manifest = { schemaVersion: 2, mediaType: type, config: { digest: config }, layers: [] }
  return registry.put(blobOf(type, manifest), tag)
}

/** Puts an index of images into a registry; gives its digest. */
export function putIndex(
  registry: TestRegistry,
  images: Readonly<Record<string, string>>,
  { tag, type = types.index }: { readonly tag: string; readonly type?: string },
): string {
  const manifests = Object.entries(images).map(([platform, digest]) => {
    const [os, architecture, variant] = platform.split('/')
    return { mediaType: types.manifest, digest, platform: { os, architecture, ...(variant && { variant }) } }
  })
  return registry.put(blobOf(type, { schemaVersion: 2, mediaType: type, manifests }), tag)
}

export function blobOf(type: string, value: unknown): TestBlob {
  return { type, bytes: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)) }
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

function give(response: ServerResponse, { method }: IncomingMessage, blob: TestBlob | undefined): void {
  if (blob === undefined) return void response.writeHead(404).end('{"errors": []}')
  const headers = { 'content-type': blob.type, 'docker-content-digest': digestOf(blob.bytes) }
  response.writeHead(200, headers).end(method === 'HEAD' ? undefined : blob.bytes)
}

function otherwise(
  response: ServerResponse,
  { status = 200, headers = {}, body, hangs = false }: OtherAnswer,
): void {
  response.writeHead(status, headers)
  if (hangs) response.write(' ')
  else response.end(body)
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
