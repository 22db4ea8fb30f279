import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { programEnvironment, python } from './python.ts'

/** A server of a model folder, as these tests ask it. */
export interface Server extends AsyncDisposable {
  readonly address: string
  readonly process: ChildProcess
  readonly log: () => string
  readonly post: (route: string, body: object, signal?: AbortSignal) => Promise<Answer>
  readonly stop: () => Promise<void>
}

export interface ServerOptions {
  readonly folder: string
  readonly logFile: string
  readonly batch?: number
  readonly port?: number
  /** Loopback if left out. */
  readonly host?: string
  /** That it asks for. */
  readonly key?: string
}

/** Starts a server; rejects with its exit code and last words where it ends before it listens. */
export async function serve(options: ServerOptions): Promise<Server> {
  const { folder, logFile, batch = 1, port = 0, host, key } = options
  const log = openSync(logFile, 'w')
  const where = host === undefined ? [] : ['--host', host]
  const settings = ['--name', 'tested', '--threads', '1', '--batch', String(batch), '--port', String(port)]
  const child = spawn(python(), ['-m', 'retable_trainer', 'serve', folder, ...settings, ...where], {
    env: { ...programEnvironment(), ...(key === undefined ? {} : { RETABLE_SERVE_KEY: key }) },
    stdio: ['ignore', log, log, 'pipe'],
  })
  closeSync(log)
  const exit = once(child, 'exit')
  const readLog = () => readFileSync(logFile, 'utf8')
  const ready = await text(child.stdio[3] as Readable)
  if (ready === '') {
    const [code] = (await exit) as [number | null]
    throw new Error(`ended with ${String(code)}: ${readLog().trim().split('\n').at(-1)}`)
  }
  const { address } = JSON.parse(ready) as { readonly address: string }
  const stop = async () => {
    child.kill('SIGTERM')
    await exit
  }
  return {
    ...{ address, process: child, log: readLog, stop },
    post: (route, body, signal) => post(`${address}${route}`, body, signal),
    [Symbol.asyncDispose]: stop,
  }
}

async function post(url: string, body: object, signal?: AbortSignal): Promise<Answer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  })
  return { status: answer.status, ...((await answer.json()) as Omit<Answer, 'status'>) }
}

/** One user's message, as chats have it. */
export function user(content: string) {
  return [{ role: 'user', content }]
}

/** The texts of an answer's choices. */
export function textsOf({ choices }: Answer): string[] {
  return choices.map(({ message, text }) => message?.content ?? text!)
}

/** An answer as far as these tests read it. */
export interface Answer {
  readonly status: number
  readonly error?: {
    readonly message: string
    readonly type: string
    readonly param: string | null
    readonly code: string | null
  }
  readonly choices: readonly Choice[]
  readonly usage: {
    readonly prompt_tokens: number
    readonly completion_tokens: number
    readonly total_tokens: number
  }
  readonly system_fingerprint: string
  readonly tokens?: readonly number[]
  readonly count?: number
  readonly counts?: readonly number[]
  readonly max_model_len?: number
}

export interface Choice {
  readonly index: number
  readonly finish_reason: string
  readonly text?: string
  readonly message?: { readonly role: string; readonly content: string }
  readonly logprobs: ChatLogProbs & CompletionLogProbs
}

interface ChatLogProbs {
  readonly content: readonly (Chance & { readonly top_logprobs: readonly Chance[] })[]
}

interface Chance {
  readonly token: string
  readonly bytes: readonly number[]
  readonly logprob: number
}

interface CompletionLogProbs {
  readonly tokens: readonly string[]
  readonly token_logprobs: readonly (number | null)[]
  readonly top_logprobs: readonly (Readonly<Record<string, number>> | null)[] | null
  readonly text_offset: readonly number[]
}
