import { request } from 'node:http'
import { HarnessError } from '../../../errors.ts'

/**
 * Asks a server of our own, and gives its JSON. It may take its time: others may ask it as well, and Node's own `fetch`
 * would give up after five minutes.
 *
 * @throws HarnessError with the server's own sentence; the signal's reason
 */
export async function postJson(
  url: string,
  body: unknown,
  { key, signal }: { readonly key: string | undefined; readonly signal: AbortSignal },
): Promise<unknown> {
  signal.throwIfAborted()
  const { status, text } = await post(url, JSON.stringify(body), { key, signal }).catch((cause: unknown) => {
    signal.throwIfAborted()
    throw refusal(url, (cause as Error).message, cause)
  })
  if (status === 200) return JSON.parse(text) as unknown
  throw refusal(url, told(text) ?? `status ${status}`)
}

function post(
  url: string,
  body: string,
  { key, signal }: { readonly key: string | undefined; readonly signal: AbortSignal },
): Promise<{ readonly status: number; readonly text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>()
  const headers = {
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
  }
  const asking = request(url, { method: 'POST', headers, signal }, (response) => {
    let text = ''
    response.setEncoding('utf8')
    response.on('data', (part: string) => (text += part))
    response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    response.on('error', reject)
  })
  asking.on('error', reject)
  asking.end(body)
  return promise
}

function refusal(url: string, why: string, cause?: unknown): HarnessError {
  const message = `the model server at ${url} refuses: ${why}`
  return new HarnessError('harness/model-server', message, { kind: 'environment', cause })
}

/** The sentence of an error in OpenAI's form. */
function told(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { readonly error?: { readonly message?: unknown } }
    return typeof error?.message === 'string' ? error.message : undefined
  } catch {
    return undefined
  }
}
