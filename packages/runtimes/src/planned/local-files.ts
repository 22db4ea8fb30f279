import path from 'node:path'
import { requireOneMachine } from '../job/one-machine.ts'
import { jobCommand } from '../local/job-command.ts'
import { gpuEnvironment } from '../local/program-environment.ts'
import { pythonCommand, type PythonCommand } from '../local/python-command.ts'
import { loopback } from '../local/service/launch-folder.ts'
import { noVllm } from '../local/service/launch-vllm.ts'
import { plannedPython } from '../python/installed-python.ts'
import { quoted } from '../slurm/script/quoted.ts'
import { placed } from './placed.ts'
import { sourcesOf, type PlannedFile, type PlannedProgram, type PlanOptions } from './planned-program.ts'

/**
 * A script of the process that the runtime `local` would start, with all that it sees of the environment. A service's log
 * has another name at each start; its port is the first free one, and its GPUs are those that no other server has.
 *
 * @throws RuntimeError `runtimes/nodes`; `runtimes/no-vllm` where no Python is named that has it
 */
export async function localFiles(
  planned: PlannedProgram,
  { directory, vllmPython }: PlanOptions,
): Promise<readonly PlannedFile[]> {
  requireOneMachine(planned, 'local')
  const { folder, isService, gpus = 0 } = planned
  const sources = sourcesOf(planned)
  if (sources === undefined && vllmPython === undefined) throw noVllm()
  const python = sources === undefined ? vllmPython! : await plannedPython(sources.lockFile, directory)
  const program = sources ?? { module: planned.program.module, folder: '', lockFile: '' }
  const command = isService
    ? pythonCommand(python, program, {
        ...{ title: planned.name, threads: planned.threads },
        args: placed(planned.args, { '--host': loopback, ...(sources && { '--port': '0' }) }),
        environment: { ...gpuEnvironment({ gpus }), ...planned.environment },
      })
    : jobCommand(python, { ...planned, program })
  const log = isService ? path.join(directory, 'logs', `${path.basename(folder)}.log`) : 'log.txt'
  return [{ name: 'start.sh', text: startText(command, { folder, log, isService }) }]
}

function startText(
  { command, args, env }: PythonCommand,
  { folder, log, isService }: { readonly folder: string; readonly log: string; readonly isService: boolean },
): string {
  return [
    '#!/bin/sh',
    '# The process that the runtime local starts. It ends when its standard input does.',
    `cd ${quoted(folder)} || exit 70`,
    `exec ${isService ? '>' : '>>'}${quoted(log)} 2>&1`,
    'exec env -i \\',
    ...Object.entries(env).map(([name, value]) => `  ${quoted(`${name}=${value}`)} \\`),
    `  ${[command, ...args].map(quoted).join(' ')}`,
    '',
  ].join('\n')
}
