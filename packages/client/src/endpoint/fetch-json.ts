import { backoff } from '../failure/backoff.ts'
import type { RunState } from '../session/run-state.ts'
import type { Session } from '../session/session.ts'
import { interpret } from '../session/interpret.ts'
import { notePatience, pause } from '../session/trouble.ts'
import type { Replica } from '../transport/replica.ts'
import { send, type Reply } from '../transport/send.ts'

/** How long a page about the server may take, in milliseconds. */
const pageTimeoutMs = 20_000

/**
 * What stands at an address of a server; undefined where there is nothing to be read.
 *
 * @param path - from the base URL if it is `relative`, else from the server's root
 * @throws the reason of a cancel
 */
export async function fetchJson(
  session: Session,
  run: RunState,
  replica: Replica,
  { path, relative = false }: { readonly path: string; readonly relative?: boolean },
): Promise<unknown> {
  const reply = await get(session, run, replica, relative ? `${replica.url.path}${path}` : path)
  if (reply.kind !== 'response' || reply.status !== 200) return undefined
  try {
    return JSON.parse(session.blot.data(reply.text)) as unknown
  } catch {
    return undefined
  }
}

/**
 * The server's list of models, which also shows whether it can be reached and takes the key; a server that is loading
 * is waited for. Undefined where it has no list.
 *
 * @throws ClientError where every request would fail
 */
export async function fetchModels(session: Session, run: RunState, replica: Replica): Promise<unknown> {
  for (let tries = 1; ; tries += 1) {
    const reply = await get(session, run, replica, `${replica.url.path}/models`)
    const { hasAnswered } = replica
    const result = interpret(reply, {
      session,
      replica,
      timeoutMs: pageTimeoutMs,
      read: (json) => ({ json }),
    })
    // A list of models is no answer: what answers questions may yet be a web page.
    replica.hasAnswered = hasAnswered
    if (result.scope === 'answer') return result.value.json
    if (result.scope === 'run') {
      // A server without such a page may answer all the same.
      if (result.error.status === 404 || result.error.status === 405 || result.error.status === 501)
        return undefined
      throw result.error
    }
    if (result.scope !== 'attempt') return undefined
    if (result.state === 'absent' || result.state === 'full') {
      pause(session, replica, result)
      notePatience(session, replica, result)
    } else if (tries >= session.settings.tries) return undefined
    await run.ending.sleep(Math.max(result.waitMs ?? 0, backoff(tries, session.settings.waits)))
  }
}

function get(session: Session, run: RunState, replica: Replica, path: string): Promise<Reply> {
  return send(replica.connections, {
    method: 'GET',
    path: `${path}${replica.url.query}`,
    headers: replica.headers,
    timeoutMs: Math.min(pageTimeoutMs, session.settings.requestTimeoutMs),
    maxBytes: session.settings.maxAnswerBytes,
    cancel: run.cancel,
  })
}
