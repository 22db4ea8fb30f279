import { RuntimeError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import type { RuntimeName } from './runtime-names.ts'
import type { NamedRuntimeOptions } from './runtime-options.ts'

/** Loads a runtime only when it is asked for. */
export const runtimeLoaders: Readonly<
  Record<RuntimeName, (options: NamedRuntimeOptions) => Promise<Runtime>>
> = {
  local: async ({ directory }) => (await import('../local/local-runtime.ts')).localRuntime({ directory }),
  compose: () => Promise.reject(absent('compose')),
  slurm: async (options) => (await import('../slurm/named-slurm.ts')).namedSlurm(options),
}

function absent(name: RuntimeName): RuntimeError {
  return new RuntimeError('runtimes/no-runtime', `this version has no runtime "${name}"`)
}
