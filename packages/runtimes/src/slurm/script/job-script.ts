import path from 'node:path'
import { defaultGraceMs } from '../../job/launcher-grace.ts'
import type { ProgramJob } from '../../job.ts'
import { taskLine } from '../array/array-parts.ts'
import { jobComment } from '../job/slurm-record.ts'
import type { SlurmSettings } from '../slurm-settings.ts'
import { programLines, programScript, scriptHead, type ScriptedProgram } from './program-script.ts'
import { quoted } from './quoted.ts'

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

/** A service as its scripts tell of it. */
export type ScriptedService = Omit<ScriptedProgram, 'nodes' | 'isServer' | 'addressFile'> & {
  /** That one server takes together; 1 if left out. */
  readonly nodes?: number | undefined
}

/** What a task of an array goes on by, in its own folder. */
export const taskScriptFile = 'program.sh'

/** What the script of a part of an array is called. */
export function arrayScriptFile(first: number): string {
  return `job-${first}.sbatch`
}

/** The script of a service. Started anew by Slurm it would have another address: it is not put back into the queue. */
export function serviceScript(of: ScriptedService, settings: SlurmSettings): string {
  return notRequeued(programScript({ ...placed(of), addressFile }, settings))
}

/**
 * The script of a part of an array of services, which finds the folder of each task in the array's own.
 *
 * @param first - number of the part's first task
 */
export function serviceArrayScript(of: ScriptedService, first: number, settings: SlurmSettings): string {
  const lines = [
    ...scriptHead(placed(of), settings),
    taskLine(first),
    `. ${quoted(of.folder)}/"$RETABLE_TASK"/${taskScriptFile}`,
  ]
  return notRequeued(`${lines.join('\n')}\n`)
}

/** What one task of an array of services does: a folder, a log and an address are its own. */
export function serviceTaskScript(of: ScriptedService, task: number, settings: SlurmSettings): string {
  const own = { ...placed(of), folder: path.join(of.folder, String(task)), addressFile }
  return [...programLines(own, settings), ''].join('\n')
}

function placed(of: ScriptedService): ScriptedProgram {
  return { ...of, nodes: of.nodes ?? 1, isServer: true }
}

function notRequeued(script: string): string {
  return script.replace('#SBATCH --requeue', '#SBATCH --no-requeue')
}

/** An environment in a folder of its own, which is no part of the image. */
export function environmentOf(python: string, { container }: SlurmSettings): string[] {
  return container === undefined ? [] : [path.resolve(python, '../../..')]
}
