/** Where programs may run. */
export const runtimeNames = ['local', 'compose', 'slurm'] as const

/** Name of a runtime. */
export type RuntimeName = (typeof runtimeNames)[number]
