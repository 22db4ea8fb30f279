import { execFile } from 'node:child_process'
import { RuntimeError } from '../../errors.ts'
import { cleanEnvironment } from './clean-environment.ts'

export type SlurmCommand = 'sbatch' | 'squeue' | 'scontrol' | 'scancel' | 'sacct'

/** What a command of Slurm's said. */
export interface SlurmAnswer {
  /** Null where it did not end in time. */
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Asks one of Slurm's commands. */
export type SlurmCall = (command: SlurmCommand, args: readonly string[]) => Promise<SlurmAnswer>

/** Where Slurm's commands are. Plain JSON. */
export interface SlurmCommands {
  /** Those on the PATH if left out. */
  readonly paths?: Partial<Readonly<Record<SlurmCommand, string>>> | undefined
  /** Beside this process's own environment: SLURM_CONF, for instance. */
  readonly environment?: Readonly<Record<string, string>> | undefined
}

const limitMs = 120_000
const atOnce = 8

/** Calls Slurm's commands as processes, a few at a time. */
export function slurmCall({ paths = {}, environment = {} }: SlurmCommands = {}): SlurmCall {
  let running = 0
  const waiting: (() => void)[] = []
  return async (command, args) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await call(paths[command] ?? command, args, {
        ...cleanEnvironment(process.env),
        // Its words are read.
        LC_ALL: 'C',
        ...environment,
      })
    } finally {
      const next = waiting.shift()
      if (next === undefined) running--
      else next()
    }
  }
}

function call(file: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  return new Promise<SlurmAnswer>((resolve, reject) => {
    execFile(file, [...args], { env, timeout: limitMs, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      if (error === null) return resolve({ exitCode: 0, stdout, stderr })
      if (typeof error.code === 'number') return resolve({ exitCode: error.code, stdout, stderr })
      if (error.killed) return resolve({ exitCode: null, stdout, stderr })
      reject(
        new RuntimeError(
          'runtimes/no-slurm',
          `${file} cannot be run here (${error.message.split('\n')[0]}): start retable on a login node of the cluster`,
          error,
        ),
      )
    })
  })
}
