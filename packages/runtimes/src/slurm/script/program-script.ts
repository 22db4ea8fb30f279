import path from 'node:path'
import { launcherEnvironment } from '@retable/trainer'
import type { ProgramJob } from '../../job.ts'
import type { SlurmSettings } from '../slurm-settings.ts'
import { directives, graceSecondsOf } from './directives.ts'
import { exportLines, passedLines } from './environment-lines.ts'
import { launcherGrace } from '../../job/launcher-grace.ts'
import { logHeader } from '../../job/log-header.ts'
import { nodeWords, quoted, quotedOnNode } from './quoted.ts'
import { lockLines } from './lock-lines.ts'
import { needsLine, needsLines, nothingToServe } from './needs-lines.ts'
import { ownerLines } from './owner-file.ts'
import { cpusOf, programStart, tasksOf } from './program-start.ts'

/** A program as a script of Slurm's starts it. */
export interface ScriptedProgram extends Pick<
  ProgramJob,
  | 'name'
  | 'folder'
  | 'program'
  | 'args'
  | 'launcher'
  | 'graceMs'
  | 'resultFile'
  | 'inputFile'
  | 'reads'
  | 'environment'
> {
  readonly python: string
  readonly comment: string
  readonly threads: number
  /** Of each node. */
  readonly gpus: number
  readonly nodes: number
  /** One program that all of its nodes work for, in place of one on each. */
  readonly isServer?: boolean | undefined
  readonly minutes?: number | undefined
  /** Absolute; log.txt in the folder if left out. */
  readonly logFile?: string | undefined
  /** Relative to the folder: file descriptor 3 of a service is written there. */
  readonly addressFile?: string | undefined
  /** Where a service listens that writes no address: at {@link nodeWords}' port of this host. */
  readonly listensAt?: string | undefined
  /** What has to be there before it is started, left by a job before it. */
  readonly needs?: NeededFile | undefined
  /** A file that its owner touches; absolute. Where it is old nothing is started. */
  readonly ownerFile?: string | undefined
}

/** A file that a job leaves last. */
export interface NeededFile {
  /** Absolute. */
  readonly file: string
  /** A text that stands in it where it is the right one. */
  readonly holds: string
}

/** The whole text of a script; it holds the job's variables, and so is for its owner's eyes alone. */
export function programScript(of: ScriptedProgram, settings: SlurmSettings): string {
  return [...scriptHead(of, settings), ...programLines(of, settings), ''].join('\n')
}

/** What a script asks Slurm for, and what its settings run first. */
export function scriptHead(of: ScriptedProgram, settings: SlurmSettings): string[] {
  const { gpus, nodes, folder } = of
  const tasksPerNode = tasksOf(of)
  const cpus = cpusOf(of, settings)
  const bySrun = nodes > 1 || tasksPerNode > 1 || settings.container?.kind === 'pyxis'
  const output = slurmsOwnFile(folder)
  const head = directives({ ...of, nodes, tasksPerNode, bySrun, cpus, gpus, output }, settings)
  return ['#!/bin/sh', ...head, ...(settings.setup ?? [])]
}

/** Slurm replaces %j and the like in names of files, and a backslash stops that in its own way. */
export function slurmsOwnFile(folder: string): string | undefined {
  return /[%\\]/.test(folder) ? undefined : path.join(folder, 'slurm.txt')
}

/** What marks the line of the log at which a start begins; nobody takes it for a program's. */
export const headerPattern = /^# \d{4}-\S+ job \d+(, restart \d+)?: /

/** From a login environment to the program, in its folder. */
export function programLines(of: ScriptedProgram, settings: SlurmSettings): string[] {
  const { program, folder, args, threads, resultFile, inputFile, addressFile, needs } = of
  const logFile = of.logFile ?? './log.txt'
  const launcher = launcherEnvironment({ threads })
  const graceMs = Math.max(of.graceMs ?? 0, graceSecondsOf(settings) * 1000)
  const variables = {
    ...launcher,
    ...launcherGrace(of.launcher, graceMs),
    PYTHONPATH: program.folder,
    ...of.environment,
  }
  const header = logHeader({ title: of.name, module: program.module, args, launcher })
  const start = programStart(of, variables, settings)
  return [
    ...passedLines(settings.keep),
    ...exportLines({ ...variables, ...start.environment }),
    'umask 022',
    `cd ${quoted(folder)} || exit 70`,
    ...(settings.container === undefined ? [] : ['mkdir -p .home/cache .home/work']),
    ...lockLines(logFile),
    ...(resultFile === undefined ? [] : [`if [ -e ${quoted(`./${resultFile}`)} ]; then exit 0; fi`]),
    `exec >>${quoted(logFile)} 2>&1`,
    `printf '# %s job %s%s: %s\\n' "$(date -u +%Y-%m-%dT%H:%M:%S+00:00)" "$SLURM_JOB_ID" "\${SLURM_RESTART_COUNT:+, restart $SLURM_RESTART_COUNT}" ${quoted(header)}`,
    ...(of.ownerFile === undefined ? [] : ownerLines(of.ownerFile)),
    ...(needs === undefined ? [] : [...needsLines(nothingToServe), needsLine(needs.file, needs.holds)]),
    `exec <${inputFile === undefined ? '/dev/null' : quoted(`./${inputFile}`)}`,
    ...(addressFile === undefined ? [] : addressLines(addressFile, of.listensAt)),
    ...start.lines,
  ]
}

function addressLines(file: string, listensAt: string | undefined): string[] {
  const to = quoted(`./${file}`)
  if (listensAt === undefined) return [`exec 3>${to}`]
  const place = [listensAt, nodeWords.port].map(quotedOnNode).join(' ')
  return [`printf '{"address": "http://%s:%s"}\\n' ${place} >${to}`]
}

/** Whether SIGTERM is for the processes that a script's srun starts, and not for what its shell has become. */
export function isBySrun(script: string): boolean {
  return /^exec srun /m.test(script)
}
