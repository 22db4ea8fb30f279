import path from 'node:path'
import { defaultGraceMs } from '../../job/launcher-grace.ts'
import type { ProgramJob } from '../../job.ts'
import { jobComment } from '../job/slurm-record.ts'
import type { SlurmSettings } from '../slurm-settings.ts'
import { programScript, type ScriptedProgram } from './program-script.ts'

/** A job as its script tells of it. */
export type ScriptedJob = Omit<ProgramJob, 'signal' | 'onOutput' | 'onProgress'>

/** The script of a job, by the Python of its packages. */
export function jobScript(job: ScriptedJob, python: string, settings: SlurmSettings): string {
  const { timeoutMs, graceMs = defaultGraceMs, folder } = job
  return programScript(
    {
      ...job,
      graceMs,
      python,
      reads: [...environmentOf(python, settings), ...(job.reads ?? [])],
      comment: jobComment(folder),
      threads: job.threads ?? 1,
      gpus: job.gpus ?? 0,
      nodes: job.nodes ?? settings.nodes ?? 1,
      // For where nobody is left to stop it.
      ...(timeoutMs === undefined ? {} : { minutes: Math.ceil((timeoutMs + graceMs) / 60_000) + 2 }),
    },
    settings,
  )
}

/** What a service writes its address to, in its folder. */
export const addressFile = 'address.json'

/** The script of a service. Started anew by Slurm it would have another address: it is not put back into the queue. */
export function serviceScript(
  of: Omit<ScriptedProgram, 'nodes' | 'addressFile'>,
  settings: SlurmSettings,
): string {
  return programScript({ ...of, nodes: 1, addressFile }, settings).replace(
    '#SBATCH --requeue',
    '#SBATCH --no-requeue',
  )
}

/** An environment in a folder of its own, which is no part of the image. */
export function environmentOf(python: string, { container }: SlurmSettings): string[] {
  return container === undefined ? [] : [path.resolve(python, '../../..')]
}
