import type { Runtime } from '../runtime.ts'
import type { RuntimeName } from './runtime-names.ts'
import type { NamedRuntimeOptions } from './runtime-options.ts'

/** Loads a runtime only when it is asked for. */
export const runtimeLoaders: Readonly<
  Record<RuntimeName, (options: NamedRuntimeOptions) => Promise<Runtime>>
> = {
  local: async ({ directory }) => (await import('../local/local-runtime.ts')).localRuntime({ directory }),
  compose: async ({ directory, images }) =>
    (await import('../compose/compose-runtime.ts')).composeRuntime({ directory, images }),
  slurm: async ({ directory, slurm }) =>
    (await import('../slurm/slurm-runtime.ts')).slurmRuntime({ directory, settings: slurm }),
}
