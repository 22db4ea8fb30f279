import type { SlurmCall } from './slurm-call.ts'

/** What an array may be at most. */
export interface SlurmLimits {
  /** Indices are below it: 1,001 allows 0 to 1,000. */
  readonly maxArraySize: number
}

// Slurm's own default, for where it does not say.
const usual = 1001

/** What the controller's settings allow. */
export async function askLimits(call: SlurmCall): Promise<SlurmLimits> {
  const answer = await call('scontrol', ['show', 'config'])
  const said = /^MaxArraySize\s*=\s*(\d+)/m.exec(answer.stdout)?.[1]
  return { maxArraySize: said === undefined ? usual : Number(said) }
}
