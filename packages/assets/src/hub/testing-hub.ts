import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HubPin } from './hub-pin.ts'

/** A hub on this machine, and what it was asked. */
export interface TestHub {
  readonly address: string
  /** Requests in order: `GET /path`, with their range, and the token where one came along. */
  readonly asked: { readonly url: string; readonly range?: string; readonly token?: string }[]
  /** How the files' own server ends the next answer: whole, after so many bytes, or with so many and silence. */
  next: { readonly cutAfter?: number; readonly stallAfter?: number }
  /** The token that opens the repository; none needed if left out. */
  needs: string | undefined
  /** What is listed where that is not what is given. */
  listed: Readonly<Record<string, Buffer>>
  readonly close: () => Promise<void>
}

export const repository = 'an/open-model'
export const revision = 'a'.repeat(40)

/** Small files are given by the hub itself; those of `large` by another server that the hub sends to. */
export async function startHub(
  files: Readonly<Record<string, Buffer>>,
  large: readonly string[] = [],
): Promise<TestHub> {
  const hub = {
    asked: [] as TestHub['asked'],
    next: {} as TestHub['next'],
    needs: undefined as string | undefined,
    listed: files,
  }
  const note = ({ url = '', headers }: IncomingMessage) =>
    hub.asked.push({
      url,
      ...(headers.range === undefined ? {} : { range: headers.range }),
      ...(headers.authorization === undefined ? {} : { token: headers.authorization.replace('Bearer ', '') }),
    })
  const store = createServer((request, response) => {
    note(request)
    give(files[request.url!.slice(1)]!, request, response, hub.next)
    hub.next = {}
  })
  const storeAddress = await listen(store)
  const main = createServer((request, response) => {
    note(request)
    const url = decodeURIComponent(request.url ?? '')
    if (hub.needs !== undefined && request.headers.authorization !== `Bearer ${hub.needs}`) {
      return void response.writeHead(request.headers.authorization === undefined ? 401 : 403).end()
    }
    if (url.startsWith(`/api/models/${repository}/tree/${revision}`)) {
      response.setHeader('content-type', 'application/json')
      return void response.end(
        JSON.stringify(Object.entries(hub.listed).map(([name, bytes]) => entryOf(name, bytes, large))),
      )
    }
    const name = url.split(`/${repository}/resolve/${revision}/`)[1] ?? ''
    const bytes = files[name]
    if (bytes === undefined) return void response.writeHead(404).end()
    if (!large.includes(name)) return give(bytes, request, response, {})
    response.writeHead(302, { location: `${storeAddress}/${name}` }).end()
  })
  const address = await listen(main)
  return Object.assign(hub, {
    address,
    close: async () => {
      for (const server of [main, store]) {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
    },
  })
}

/** A pin of these files as they are. */
export function pinOf(files: Readonly<Record<string, Buffer>>, more: Partial<HubPin> = {}): HubPin {
  const pinned = Object.entries(files).map(([name, bytes]) => [
    name,
    { sha256: sha256(bytes), bytes: bytes.length },
  ])
  return {
    ...{ kind: 'model', repository, revision, licence: 'Apache-2.0' },
    files: Object.fromEntries(pinned) as HubPin['files'],
    ...more,
  }
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function entryOf(name: string, bytes: Buffer, large: readonly string[]) {
  const oid = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
  const lfs = { oid: sha256(bytes), size: bytes.length, pointerSize: 130 }
  return { type: 'file', path: name, size: bytes.length, oid, ...(large.includes(name) && { lfs }) }
}

function give(
  bytes: Buffer,
  { headers }: IncomingMessage,
  response: ServerResponse,
  how: TestHub['next'],
): void {
  const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0)
  if (from > 0 && from >= bytes.length) return void response.writeHead(416).end()
  const rest = bytes.subarray(from)
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length })
  const stop = how.cutAfter ?? how.stallAfter
  if (stop === undefined) return void response.end(rest)
  response.write(
    rest.subarray(0, stop),
    () => how.cutAfter !== undefined && setTimeout(() => response.destroy(), 50),
  )
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
