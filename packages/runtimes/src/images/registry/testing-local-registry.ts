import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'

/** Debian's docker-registry on this machine's loopback, for tests. */
export interface LocalRegistry extends AsyncDisposable {
  /** `127.0.0.1:PORT`. */
  readonly host: string
  /** Puts a manifest under a tag or digest, as JSON of a type; gives the digest that the registry says it has. */
  readonly pushManifest: (
    repository: string,
    reference: string,
    type: string,
    manifest: unknown,
  ) => Promise<string>
  /** Puts bytes in; gives their digest. */
  readonly pushBlob: (repository: string, bytes: Buffer) => Promise<string>
}

/** Starts a registry that keeps what is pushed in a folder of its own, and ends it with the program. */
export async function startLocalRegistry(): Promise<LocalRegistry> {
  const folder = await mkdtemp(path.join(tmpdir(), 'retable-registry-'))
  const host = `127.0.0.1:${await freePort()}`
  const settings = {
    version: 0.1,
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: path.join(folder, 'data') } },
    http: { addr: host },
  }
  // JSON is YAML too.
  await writeFile(path.join(folder, 'config.yml'), JSON.stringify(settings))
  const server = execa('docker-registry', ['serve', path.join(folder, 'config.yml')], {
    reject: false,
    all: true,
  })
  const stop = async () => {
    server.kill('SIGTERM')
    await server
    await rm(folder, { recursive: true, force: true })
  }
  const ended = server.then(({ all, shortMessage }) => Promise.reject(new Error(all || shortMessage)))
  ended.catch(() => undefined)
  try {
    await Promise.race([answers(`http://${host}/v2/`), ended])
  } catch (error) {
    await stop()
    throw error
  }

  return {
    host,
    async pushManifest(repository, reference, type, manifest) {
      const headers = { 'content-type': type }
      const { response } = await ask(`http://${host}/v2/${repository}/manifests/${reference}`, {
        method: 'PUT',
        headers,
        body: JSON.stringify(manifest),
      })
      return response.headers.get('docker-content-digest')!
    },
    async pushBlob(repository, bytes) {
      const { response } = await ask(`http://${host}/v2/${repository}/blobs/uploads/`, { method: 'POST' })
      const place = new URL(response.headers.get('location')!, `http://${host}`)
      const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
      place.searchParams.set('digest', digest)
      await ask(place.href, {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream' },
        body: new Uint8Array(bytes),
      })
      return digest
    },
    [Symbol.asyncDispose]: stop,
  }
}

async function ask(url: string, request: RequestInit) {
  const response = await fetch(url, request)
  const text = await response.text()
  if (!response.ok) throw new Error(`${request.method} ${url}: HTTP ${response.status} ${text}`)
  return { response, text }
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await ask(url, {})
      return
    } catch (error) {
      if (tries === 300) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
