import { HarnessError } from '../../../errors.ts'

/**
 * Asks a server of our own, and gives its JSON.
 *
 * @throws HarnessError with the server's own sentence; the signal's reason
 */
export async function postJson(url: string, body: unknown, signal: AbortSignal): Promise<unknown> {
  signal.throwIfAborted()
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  }).catch((cause: unknown) => {
    signal.throwIfAborted()
    throw refusal(url, (cause as Error).message, cause)
  })
  const text = await response.text()
  if (response.ok) return JSON.parse(text) as unknown
  throw refusal(url, told(text) ?? `status ${response.status}`)
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
