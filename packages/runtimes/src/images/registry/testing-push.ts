import { createHash } from 'node:crypto'

/** Puts images into a registry of this machine by its HTTP API, so that no container engine is needed. */
export function pushTo(host: string) {
  const ask = async (url: string, request: RequestInit): Promise<Headers> => {
    const response = await fetch(url, request)
    const text = await response.text()
    if (!response.ok) throw new Error(`${request.method} ${url}: HTTP ${response.status} ${text}`)
    return response.headers
  }
  return {
    /** Puts bytes in; gives their digest. */
    blob: async (repository: string, bytes: Buffer): Promise<string> => {
      const headers = await ask(`http://${host}/v2/${repository}/blobs/uploads/`, { method: 'POST' })
      const place = new URL(headers.get('location')!, `http://${host}`)
      const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
      place.searchParams.set('digest', digest)
      const type = { 'content-type': 'application/octet-stream' }
      await ask(place.href, { method: 'PUT', headers: type, body: new Uint8Array(bytes) })
      return digest
    },
    /** Puts a manifest under a tag, as JSON of a type; gives the digest that the registry says it has. */
    manifest: async (repository: string, tag: string, type: string, manifest: unknown): Promise<string> => {
      const body = JSON.stringify(manifest)
      const request = { method: 'PUT', headers: { 'content-type': type }, body }
      const headers = await ask(`http://${host}/v2/${repository}/manifests/${tag}`, request)
      return headers.get('docker-content-digest')!
    },
  }
}
