import { RuntimeError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import { runtimeLoaders } from './runtime-loaders.ts'
import type { NamedRuntimeOptions } from './runtime-options.ts'

/**
 * The runtime of a name; only its own sources are loaded.
 *
 * @throws RuntimeError `runtimes/no-runtime`
 */
export async function runtimeNamed(name: string, options: NamedRuntimeOptions): Promise<Runtime> {
  const load = Object.hasOwn(runtimeLoaders, name)
    ? runtimeLoaders[name as keyof typeof runtimeLoaders]
    : undefined
  if (load !== undefined) return load(options)
  const known = Object.keys(runtimeLoaders).join(', ')
  throw new RuntimeError(
    'runtimes/no-runtime',
    `there is no runtime "${name}"; there are: ${known}`,
    undefined,
    'usage',
  )
}
