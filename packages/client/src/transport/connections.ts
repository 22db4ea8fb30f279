import type { Client } from 'undici'
import buildConnector from 'undici/lib/core/connect.js'
import UndiciClient from 'undici/lib/dispatcher/client.js'

/** Connections to one server, each for one request at a time, kept alive for the next. */
export interface Connections {
  /** A free connection, the latest used first; a new one where none is free. */
  take(): Client
  give(connection: Client): void
  destroy(): Promise<void>
}

/**
 * Opens none yet. undici's own Pool looks through all its connections for each request, and opens a second one for each
 * that is sent in the moment in which the one before it ends.
 */
export function openConnections(origin: string, { connectMs }: { readonly connectMs: number }): Connections {
  const connect = buildConnector({ timeout: connectMs })
  const all: Client[] = []
  const free: Client[] = []
  return {
    take() {
      const kept = free.pop()
      if (kept) return kept
      const connection = new UndiciClient(origin, {
        connect,
        pipelining: 1,
        // Servers close idle connections after 5 s or later; a request on a closed one would cost an attempt.
        keepAliveTimeout: 4000,
        keepAliveMaxTimeout: 60_000,
        // One deadline holds for a request, and no other.
        headersTimeout: 0,
        bodyTimeout: 0,
      })
      all.push(connection)
      return connection
    },
    give: (connection) => void free.push(connection),
    async destroy() {
      await Promise.all(all.map((connection) => connection.destroy()))
    },
  }
}
