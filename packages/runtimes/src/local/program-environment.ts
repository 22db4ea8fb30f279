const passed = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LANG',
  'LC_ALL',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'CUDA_VISIBLE_DEVICES',
]

/** What a program is given of this machine's GPUs. */
export interface GivenGpus {
  /** How many; those that this process sees if it is left out, as a program on the processor uses none. */
  readonly gpus?: number | undefined
  /** Which; the first that this process sees if left out. */
  readonly gpuIds?: readonly string[] | undefined
}

/** The GPUs that a program sees: no more than it is given, since libraries take all that they see. */
export function gpuEnvironment(
  { gpus = 0, gpuIds }: GivenGpus,
  env: NodeJS.ProcessEnv = process.env,
): Readonly<Record<string, string>> {
  if (gpus === 0) return {}
  const seen = env['CUDA_VISIBLE_DEVICES']?.split(',') ?? Array.from({ length: gpus }, (_, i) => String(i))
  return { CUDA_VISIBLE_DEVICES: (gpuIds ?? seen.slice(0, gpus)).join(',') }
}

/** What a served program sees of the environment: no keys of other services, and no settings that would change answers. */
export function programEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(passed.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])))
}
