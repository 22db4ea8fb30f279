import path from 'node:path'
import { exitCodes } from '@retable/trainer'
import { taskLine } from '../array/array-parts.ts'
import { directives } from '../script/directives.ts'
import { passedLines } from '../script/environment-lines.ts'
import { lockLines } from '../script/lock-lines.ts'
import { needsLine, needsLines } from '../script/needs-lines.ts'
import { isBySrun, slurmsOwnFile } from '../script/program-script.ts'
import { quoted } from '../script/quoted.ts'
import type { SlurmSettings } from '../slurm-settings.ts'
import type { GraphJob } from './job-graph.ts'
import type { Unit } from './unit.ts'

/**
 * The text of a unit's script. Whether the jobs before it are done is seen by their result files: one that was told to
 * stop may end with code 0, and Slurm would let the next start on half of its work.
 */
export function unitScript(unit: Unit, before: readonly GraphJob[], settings: SlurmSettings): string {
  const { job, first } = unit
  const head = directives(
    {
      name: job.id,
      comment: unit.comment,
      output: slurmsOwnFile(job.folder),
      nodes: job.nodes ?? settings.nodes ?? 1,
      tasksPerNode: job.tasksPerNode ?? 1,
      bySrun: isBySrun(job.script),
      cpus: job.cpus ?? settings.cpus ?? 1,
      gpus: job.gpus ?? 0,
      minutes: job.minutes,
    },
    settings,
  )
  const ofTask = [
    taskLine(first ?? 0),
    'export RETABLE_TASK',
    'mkdir -p "$RETABLE_TASK" && cd "$RETABLE_TASK" || exit 70',
  ]
  return [
    '#!/bin/sh',
    ...head,
    ...(settings.setup ?? []),
    ...passedLines(settings.keep),
    'umask 022',
    `cd ${quoted(job.folder)} || exit 70`,
    ...(first === null ? [] : ofTask),
    ...lockLines('./log.txt'),
    `if [ -e ${quoted(`./${job.resultFile ?? 'result.json'}`)} ]; then exit 0; fi`,
    'exec >>log.txt 2>&1 </dev/null',
    `printf '# %s job %s%s: %s\\n' "$(date -u +%Y-%m-%dT%H:%M:%S+00:00)" "$SLURM_JOB_ID" "\${SLURM_RESTART_COUNT:+, restart $SLURM_RESTART_COUNT}" ${quoted(JSON.stringify(job.id))}`,
    ...(before.length === 0 ? [] : [...needsLines(exitCodes.stopped), ...before.map(needs)]),
    job.script,
    '',
  ].join('\n')
}

function needs({ folder, array, resultFile = 'result.json' }: GraphJob): string {
  if (array === undefined) return needsLine(path.join(folder, resultFile))
  return `task=0; while [ "$task" -lt ${array} ]; do needs ${quoted(folder)}/"$task"/${quoted(resultFile)}; task=$((task + 1)); done`
}
