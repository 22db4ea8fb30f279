import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A request as the fake server received it. */
export interface ReceivedRequest {
  /** From 0, in order of arrival. */
  readonly index: number
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  /** Parsed JSON; an empty object where there is none. */
  readonly body: Readonly<Record<string, unknown>>
  /** When it came, in milliseconds since 1970. */
  readonly at: number
  /** Whether the client hung up before it had an answer. */
  isAbandoned: boolean
}

/** What the server does with a request, ways to misbehave included. */
export type Behaviour =
  | {
      readonly kind: 'answer'
      readonly status?: number
      readonly headers?: Readonly<Record<string, string>>
      /** Sent as JSON, or as it is where it is a text. */
      readonly body: unknown
      readonly afterMs?: number
    }
  /** Server-sent events, a text as it is; without `isCut`, `[DONE]` comes last. */
  | {
      readonly kind: 'events'
      readonly events: readonly unknown[]
      readonly isCut?: boolean
      readonly everyMs?: number
    }
  /** Closes the connection without a word. */
  | { readonly kind: 'reset'; readonly afterMs?: number }
  /** Promises the whole text, sends half of it, and closes. */
  | { readonly kind: 'half'; readonly text: string }
  /** A byte at a time. */
  | { readonly kind: 'drip'; readonly text: string; readonly everyMs: number }
  /** Never answers. */
  | { readonly kind: 'silent' }
  /** Pours out bytes until the client hangs up. */
  | { readonly kind: 'endless' }
  /** Bytes that are no HTTP. */
  | { readonly kind: 'garbage'; readonly text: string }

/** A server on this machine that does as it is told. */
export interface FakeServer {
  /** Base URL, up to `/v1`. */
  readonly url: string
  readonly requests: readonly ReceivedRequest[]
  /** Closes every connection and refuses new ones. */
  stop(): Promise<void>
  /** Listens again, on the same port. */
  start(): Promise<void>
}

/** Opens a fake server that decides on each request what to do. */
export async function openFakeServer(
  respond: (request: ReceivedRequest) => Behaviour | Promise<Behaviour>,
): Promise<FakeServer & AsyncDisposable> {
  const requests: ReceivedRequest[] = []
  let port = 0
  let server: Server | undefined
  const start = async () => {
    const opened = createServer((incoming, response) => {
      void receive(incoming, requests.length).then(async (request) => {
        requests.push(request)
        response.on('close', () => (request.isAbandoned = server === opened && !response.writableFinished))
        await behave(await respond(request), response)
      })
    })
    await new Promise<void>((resolve) => opened.listen(port, '127.0.0.1', resolve))
    port = (opened.address() as AddressInfo).port
    server = opened
  }
  const stop = async () => {
    const closing = server
    server = undefined
    if (!closing) return
    const closed = new Promise((resolve) => closing.close(resolve))
    closing.closeAllConnections()
    await closed
  }
  await start()
  return { url: `http://127.0.0.1:${port}/v1`, requests, start, stop, [Symbol.asyncDispose]: stop }
}

async function receive(incoming: IncomingMessage, index: number): Promise<ReceivedRequest> {
  const at = Date.now()
  let text = ''
  for await (const chunk of incoming.setEncoding('utf8')) text += chunk as string
  const { method = '', url: path = '', headers } = incoming
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  return { index, method, path, headers, body, at, isAbandoned: false }
}

async function behave(behaviour: Behaviour, response: ServerResponse): Promise<void> {
  switch (behaviour.kind) {
    case 'answer': {
      const { status = 200, headers = {}, body, afterMs } = behaviour
      if (afterMs !== undefined) await sleep(afterMs)
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const type = typeof body === 'string' ? 'text/html' : 'application/json'
      response.writeHead(status, { 'content-type': type, ...headers }).end(text)
      return
    }
    case 'events':
      return sendEvents(behaviour, response)
    case 'reset':
      if (behaviour.afterMs !== undefined) await sleep(behaviour.afterMs)
      response.socket?.resetAndDestroy()
      return
    case 'half':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': behaviour.text.length })
      response.write(behaviour.text.slice(0, behaviour.text.length / 2))
      await sleep(5)
      response.socket?.destroy()
      return
    case 'drip':
      response.writeHead(200, { 'content-type': 'application/json' })
      for (const character of behaviour.text) {
        if (response.destroyed) return
        response.write(character)
        await sleep(behaviour.everyMs)
      }
      response.end()
      return
    case 'silent':
      return
    case 'endless':
      response.writeHead(200, { 'content-type': 'application/json' })
      while (!response.destroyed) {
        response.write(' '.repeat(65_536))
        await sleep(0)
      }
      return
    case 'garbage':
      response.socket?.end(behaviour.text)
  }
}

async function sendEvents(
  { events, isCut = false, everyMs }: Behaviour & { readonly kind: 'events' },
  response: ServerResponse,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const event of events) {
    response.write(typeof event === 'string' ? `${event}\n\n` : `data: ${JSON.stringify(event)}\n\n`)
    if (everyMs !== undefined) await sleep(everyMs)
  }
  if (isCut) response.socket?.destroy()
  else response.end('data: [DONE]\n\n')
}
