import path from 'node:path'
import { findPackagedModel, startService, type ModelService, type ServiceOptions } from '../src/index.ts'

export const model = findPackagedModel('smollm2-135m')!

/** The folder that `./retable test` has made the Python environment in. */
export function madeFolder(): string {
  const python = process.env['RETABLE_PYTHON_RUNTIMES']
  if (!python) {
    throw new Error('RETABLE_PYTHON_RUNTIMES names no Python with the locked packages; run ./retable test')
  }
  // <folder>/python/<hash of the lock file>/bin/python
  return path.resolve(python, '../../../..')
}

/** Starts the model of these tests. */
export function start(
  options: Partial<ServiceOptions> & { readonly logFile: string },
): Promise<ModelService> {
  return startService({ model, directory: madeFolder(), ...options })
}

/** Nothing that decides the text is left to the server's defaults. */
const plain = { top_k: 0, top_p: 1, min_p: 0 }

/** Posts one request and gives the answer, also where it is a refusal. */
export async function post(service: ModelService, route: string, body: object): Promise<Answer> {
  const answer = await fetch(`${service.baseUrl}/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: service.modelName, ...plain, ...body }),
  })
  return { status: answer.status, ...((await answer.json()) as Omit<Answer, 'status'>) }
}

/** Asks one question by the chat route. */
export function ask(service: ModelService, question: string, settings: object = {}): Promise<Answer> {
  return post(service, 'chat/completions', { messages: [{ role: 'user', content: question }], ...settings })
}

/** The texts of an answer's choices, by their index. */
export function textsOf({ choices }: Answer): string[] {
  return choices!.toSorted((a, b) => a.index - b.index).map(({ message, text }) => message?.content ?? text!)
}

/** An answer as far as these tests read it. */
export interface Answer {
  readonly status: number
  readonly error?: { readonly type: string; readonly message: string }
  readonly choices?: readonly {
    readonly index: number
    readonly finish_reason: string
    readonly text?: string
    readonly message?: { readonly content: string }
    readonly logprobs?: { readonly content: readonly TokenLogProbability[] } | null
  }[]
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number }
  readonly system_fingerprint?: string
}

interface TokenLogProbability {
  readonly token: string
  readonly logprob: number
  readonly top_logprobs: readonly { readonly token: string; readonly logprob: number }[]
}
