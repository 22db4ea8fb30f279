import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { HarnessError } from '../../../errors.ts'
import { imageVersion } from '../place/image-version.ts'
import type { Serving } from './serving-of.ts'

/**
 * What tells the vLLM of a run from another: its image as it is pinned, the hash of an image that is a file, or the version
 * of one's own installation. Null where models are not served by it.
 *
 * @throws HarnessError `harness/vllm` where the Python that is named tells nothing, `harness/image`
 */
export async function vllmVersion({
  server,
  image,
  vllmPython,
}: Pick<Serving, 'server' | 'image' | 'vllmPython'>): Promise<string | null> {
  if (server !== 'vllm') return null
  if (image !== null) return imageVersion(image)
  if (vllmPython === undefined) return null
  const ask = "from importlib.metadata import version; print(version('vllm'))"
  try {
    // Not the folder's own modules, nor the user's.
    const { stdout } = await promisify(execFile)(vllmPython, ['-I', '-c', ask], { timeout: 60_000 })
    return `vllm ${stdout.trim()}`
  } catch (cause) {
    const { stderr = '', message } = cause as { readonly stderr?: string; readonly message: string }
    const why = stderr.trim().split('\n').at(-1) || message
    throw unknown(
      `${vllmPython} (vllm: python, in the runtime settings) tells no version of vLLM: ${why}`,
      cause,
    )
  }
}

function unknown(message: string, cause: unknown): HarnessError {
  return new HarnessError('harness/vllm', message, { kind: 'environment', cause })
}
