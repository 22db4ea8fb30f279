import type { Client, Dispatcher } from 'undici'
import { eventStream, type EventStream } from '../answer/event-stream.ts'
import type { Headers } from '../failure/retry-after.ts'
import type { Cancel } from './cancel.ts'
import type { Connections } from './connections.ts'

/** What came back of one attempt. */
export type Reply =
  | { readonly kind: 'response'; readonly status: number; readonly headers: Headers; readonly text: string }
  | { readonly kind: 'too large' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'broken'; readonly error: Error & { readonly code?: string } }

/** One attempt. */
export interface SendOptions {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** From now to the last byte, in milliseconds. */
  readonly timeoutMs: number
  readonly maxBytes: number
  readonly cancel: Cancel
}

/**
 * Sends a request and reads the whole response; one that comes as events is put together. One deadline holds from the
 * sending to the last byte, however slowly bytes drip; at the deadline, and when it is cancelled, the connection is
 * closed, so that the server can stop.
 *
 * @throws the reason of a cancel
 */
export function send(connections: Connections, options: SendOptions): Promise<Reply> {
  const { method, path, headers, body, timeoutMs, maxBytes, cancel } = options
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined
    let connection: Client | undefined = undefined
    let place: ReturnType<Cancel['add']> = undefined
    let isDone = false
    let status = 0
    let received: Headers = {}
    let events: EventStream | undefined
    const chunks: Buffer[] = []
    let bytes = 0
    const finish = (abort: boolean): boolean => {
      if (isDone) return false
      isDone = true
      clearTimeout(timer)
      cancel.delete(place)
      if (connection) connections.give(connection)
      if (abort) controller?.abort(closed)
      return true
    }
    const end = (reply: Reply, abort = false) => {
      if (finish(abort)) resolve(reply)
    }
    const onCancel = (reason: Error) => {
      if (finish(true)) reject(reason)
    }
    const timer = setTimeout(() => end({ kind: 'timeout' }, true), timeoutMs)
    place = cancel.add(onCancel)
    if (isDone) return
    connection = connections.take()
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started
        if (isDone) started.abort(closed)
      },
      onResponseStart(_, statusCode, responseHeaders) {
        status = statusCode
        received = responseHeaders
        if (String(received['content-type'] ?? '').startsWith('text/event-stream')) events = eventStream()
      },
      onResponseData(_, chunk) {
        if (events) bytes = events.push(chunk)
        else bytes += chunks.push(chunk) && chunk.length
        if (bytes > maxBytes) end({ kind: 'too large' }, true)
      },
      onResponseEnd() {
        const text = events
          ? events.end()
          : (chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString()
        if (text === undefined)
          end({ kind: 'broken', error: new Error('the stream ended before the answer') })
        else end({ kind: 'response', status, headers: received, text })
      },
      onResponseError(_, error) {
        end({ kind: 'broken', error })
      },
    }
    try {
      connection.dispatch({ method, path, headers, body: body ?? null }, handler)
    } catch (error) {
      end({ kind: 'broken', error: error as Error })
    }
  })
}

const closed = new Error('closed by the client')
