import { keyHeaders } from '../service/key-headers.ts'
import { RuntimeError } from '../errors.ts'

/**
 * Holds what a vLLM server tells of itself to what it was started with.
 *
 * @returns its version
 * @throws RuntimeError `runtimes/weights` where another model or context is served
 */
export async function checkVllm(
  address: string,
  wanted: {
    readonly name: string
    readonly folder: string
    readonly context: number
    readonly key?: string | undefined
  },
  signal: AbortSignal,
): Promise<string> {
  const { name, folder, context, key } = wanted
  const answer = await fetch(`${address}/v1/models`, { signal, headers: keyHeaders(key) })
  const { data } = (await answer.json()) as { readonly data: readonly ServedModel[] }
  const served = data[0]
  const facts = [
    ['the name', served?.id, name],
    ['the folder', served?.root, folder],
    ['a context of', served?.max_model_len, context],
  ] as const
  for (const [what, told, given] of facts) {
    if (told === given) continue
    throw new RuntimeError(
      'runtimes/weights',
      `the server of ${name} tells of ${what} ${String(told)}, and was started with ${given}: is another server at its port?`,
    )
  }
  const version = await fetch(`${address}/version`, { signal })
  return ((await version.json()) as { readonly version: string }).version
}

interface ServedModel {
  readonly id: string
  readonly root?: string
  readonly max_model_len?: number
}
