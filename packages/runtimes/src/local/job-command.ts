import path from 'node:path'
import type { ProgramJob } from '../job.ts'
import { defaultGraceMs, launcherGrace } from '../job/launcher-grace.ts'
import { gpuEnvironment } from './program-environment.ts'
import { pythonCommand, type PythonCommand } from './python-command.ts'

/** What a program of this machine has between SIGTERM and SIGKILL when its owner is gone. */
const orphanGraceSeconds = 20

/** The command of a job's process, whose folder is where it starts. */
export function jobCommand(python: string, job: ProgramJob): PythonCommand {
  const { program, folder, name: title, args, launcher, threads = 1, graceMs = defaultGraceMs } = job
  const { resultFile, inputFile } = job
  return pythonCommand(python, program, {
    ...{ title, args, launcher, threads, graceSeconds: orphanGraceSeconds },
    lockFile: path.join(folder, 'lock'),
    resultFile: resultFile === undefined ? undefined : path.join(folder, resultFile),
    inputFile: inputFile === undefined ? undefined : path.join(folder, inputFile),
    environment: { ...gpuEnvironment(job), ...launcherGrace(launcher, graceMs), ...job.environment },
  })
}
