import type { Model } from '@retable/core'

/** What answers for one model: a server, or several of the same that share its requests. */
export interface ModelServer {
  readonly kind: 'retable_trainer' | 'vllm'
  /** Where the next request is to go, without a path: to each in turn. */
  readonly address: () => string
  /** Where all of them answer. */
  readonly addresses: readonly string[]
  /** The name that requests give as `model`. */
  readonly modelName: string
  /** What requests carry as a bearer token; undefined where none is asked for. All of them have the same. */
  readonly key?: string | undefined
  /** Aborts, with the reason, when one has ended by itself. */
  readonly lost: AbortSignal
  readonly stop: () => Promise<void>
}

/** A server in use. */
export interface TakenServer {
  readonly server: ModelServer
  /** To be called once, when no more is asked of it. */
  readonly release: () => void
}

/** One server for each model that is in use. */
export interface ModelServers {
  /** The server of a model, started if there is none. */
  readonly take: (model: Model, signal?: AbortSignal) => Promise<TakenServer>
  /** Stops all; none is started any more. */
  readonly close: () => Promise<void>
}

/** Options of {@link modelServers}. */
export interface ModelServersOptions {
  readonly start: (model: Model, signal: AbortSignal) => Promise<ModelServer>
  /** Side by side at most. */
  readonly most: number
  /** How long a server stands that nobody uses and whose place nobody wants, in milliseconds. */
  readonly lingerMs: number
}

interface Entry {
  readonly opened: Promise<ModelServer>
  readonly starting: AbortController
  users: number
  linger: NodeJS.Timeout | undefined
  /** Set from the moment that it is not to be used any more. */
  ending: Promise<void> | undefined
}

/**
 * Servers by the hash of what they serve, so that none ever answers for other weights: a new version of a model has a
 * server of its own. At most so many stand side by side; an idle one makes room.
 */
export function modelServers({ start, most, lingerMs }: ModelServersOptions): ModelServers {
  const entries = new Map<string, Entry>()
  const closed = new AbortController()
  let changed = Promise.withResolvers<void>()

  function tell(): void {
    changed.resolve()
    changed = Promise.withResolvers()
  }

  function open(model: Model): Entry {
    const starting = new AbortController()
    const opened = start(model, starting.signal)
    const entry: Entry = { opened, starting, users: 0, linger: undefined, ending: undefined }
    entries.set(model.hash, entry)
    opened.then(
      (server) => server.lost.addEventListener('abort', () => void end(model.hash, entry), { once: true }),
      () => void end(model.hash, entry),
    )
    return entry
  }

  function end(hash: string, entry: Entry): Promise<void> {
    clearTimeout(entry.linger)
    entry.starting.abort(new Error('nobody waits for this server any more'))
    entry.ending ??= entry.opened
      .then((server) => server.stop())
      .catch(() => undefined)
      .then(() => {
        if (entries.get(hash) === entry) entries.delete(hash)
        tell()
      })
    return entry.ending
  }

  /** The entry of a model, with one user more: counted at once, so that nobody takes it for idle. */
  async function entryFor(model: Model, signal: AbortSignal): Promise<Entry> {
    for (;;) {
      signal.throwIfAborted()
      const known = entries.get(model.hash)
      const usable = known === undefined && entries.size < most ? open(model) : known
      if (usable !== undefined && usable.ending === undefined) {
        clearTimeout(usable.linger)
        usable.users += 1
        return usable
      }
      const idle = [...entries].find(([, { users, ending }]) => users === 0 && ending === undefined)
      if (known === undefined && idle !== undefined) void end(...idle)
      await orAborted(changed.promise, signal)
    }
  }

  return {
    async take(model, given) {
      const signal = given === undefined ? closed.signal : AbortSignal.any([closed.signal, given])
      const entry = await entryFor(model, signal)
      const release = () => {
        entry.users -= 1
        if (entry.users > 0 || entry.ending !== undefined) return
        entry.linger = setTimeout(() => void end(model.hash, entry), lingerMs).unref()
        tell()
      }
      try {
        return { server: await orAborted(entry.opened, signal), release }
      } catch (error) {
        release()
        // One that is still on its way for nobody is not waited for.
        if (entry.users === 0 && signal.aborted) void end(model.hash, entry)
        throw error
      }
    },
    async close() {
      closed.abort(new Error('the engine is closed'))
      await Promise.all([...entries].map((entry) => end(...entry)))
    },
  }
}

/** What a promise gives, unless the signal aborts first. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const give = () => reject(signal.reason as Error)
  signal.addEventListener('abort', give, { once: true })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', give)
  }
}
