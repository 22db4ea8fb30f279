import path from 'node:path'
import { plannedPython } from '../python/installed-python.ts'
import { containerEnvironmentOf, installJob, installScript } from '../slurm/job/node-python.ts'
import { ranges } from '../slurm/array/ranges.ts'
import { submitWords } from '../slurm/commands/submit.ts'
import {
  arrayScriptFile,
  environmentOf,
  jobScript,
  serviceArrayScript,
  serviceScript,
  serviceTaskScript,
  taskScriptFile,
  type ScriptedService,
} from '../slurm/script/job-script.ts'
import { nodeWords, quoted } from '../slurm/script/quoted.ts'
import { scriptFile } from '../slurm/script/write-script.ts'
import { ownerComment } from '../slurm/service/owner.ts'
import { ownerFile } from '../slurm/script/owner-file.ts'
import type { SlurmSettings } from '../slurm/slurm-settings.ts'
import { placed } from './placed.ts'
import { sourcesOf, type PlannedFile, type PlannedProgram, type PlanOptions } from './planned-program.ts'

/**
 * The script that the runtime `slurm` would submit for a program, and the one that makes its packages in an image before.
 * A service's folder, its log's and its key are new at each start; the id of a job that it waits for and that one's hash
 * are not known before, and Slurm may take no array so long.
 *
 * @throws RuntimeError `runtimes/slurm-text`, `runtimes/image`
 */
export async function slurmFiles(
  planned: PlannedProgram,
  { directory, slurm = {}, vllmPython = 'python3' }: PlanOptions,
): Promise<readonly PlannedFile[]> {
  const program = sourcesOf(planned)
  const container = program === undefined ? slurm.vllmContainer : slurm.container
  const settings: SlurmSettings = { ...slurm, container }
  const made =
    program === undefined || container === undefined
      ? null
      : await containerEnvironmentOf(program.lockFile, container, directory)
  const python =
    made?.python ??
    container?.python ??
    (program === undefined ? vllmPython : await plannedPython(program.lockFile, directory))
  const more: PlannedFile[] = []
  if (made !== null) {
    const job = installJob(made.folder, `the packages of ${program!.module}`)
    more.push({ name: 'install.sbatch', text: installScript(job, container!, settings) })
  }
  const of = { ...planned, program: program ?? { module: planned.program.module, folder: '', lockFile: '' } }
  if (!planned.isService) return [{ name: scriptFile, text: jobScript(of, python, settings) }, ...more]
  return [...serviceFiles(of, { python, settings, tells: program !== undefined }), ...more]
}

/** Its scripts, and what they are handed to Slurm by where that says more. */
function serviceFiles(
  of: PlannedProgram & { readonly program: Parameters<typeof jobScript>[0]['program'] },
  by: { readonly python: string; readonly settings: SlurmSettings; readonly tells: boolean },
): readonly PlannedFile[] {
  const { python, settings, tells } = by
  const { replicas = 1, behind } = of
  const host = settings.host ?? nodeWords.name
  const args = placed(of.args, { '--host': host, '--port': tells ? '0' : nodeWords.port })
  const service: ScriptedService = {
    ...{ ...of, python, args },
    comment: replicas === 1 ? ownerComment(1) : ownerComment(1, 0),
    gpus: of.gpus ?? 0,
    reads: [...(of.reads ?? []), ...(tells ? environmentOf(python, settings) : [])],
    environment: {
      ...of.environment,
      [tells ? 'RETABLE_SERVE_KEY' : 'VLLM_API_KEY']: 'drawn-at-the-start',
    },
    ...(tells ? {} : { listensAt: host }),
    ...(behind && {
      needs: { file: behind.resultFile, holds: 'sha256-of-its-job.json' },
      ownerFile: path.join(of.folder, ownerFile),
    }),
  }
  const tasks = Array.from({ length: replicas }, (_, task) => task)
  const script = replicas === 1 ? scriptFile : arrayScriptFile(0)
  const words = submitWords({
    script,
    array: replicas === 1 ? undefined : ranges(tasks),
    after: behind === undefined ? [] : [`THE-ID-OF-${behind.name.replaceAll(/[^\w.-]+/g, '-')}`],
  })
  const scripts =
    replicas === 1
      ? [{ name: script, text: serviceScript(service, settings) }]
      : [
          { name: script, text: serviceArrayScript(service, 0, settings) },
          ...tasks.map((task) => ({
            name: `${task}/${taskScriptFile}`,
            text: serviceTaskScript(service, task, settings),
          })),
        ]
  if (replicas === 1 && behind === undefined) return scripts
  return [...scripts, { name: 'submit.sh', text: `#!/bin/sh\nsbatch ${words.map(quoted).join(' ')}\n` }]
}
