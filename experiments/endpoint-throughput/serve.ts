import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

/** A server that runs in a process of its own. */
export interface Served extends Disposable {
  /** Base URL, up to /v1. */
  readonly url: string
}

/** Starts the server that answers after `latencyMs`. */
export async function serve(latencyMs: number): Promise<Served> {
  const program = path.join(import.meta.dirname, 'server.ts')
  const server = spawn(process.execPath, [program, String(latencyMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(server.stdout, 'data')) as [Buffer]
  return { url: line.toString().trim(), [Symbol.dispose]: () => void server.kill() }
}
