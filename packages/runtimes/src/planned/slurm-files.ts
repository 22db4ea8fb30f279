import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { containerEnvironmentOf, installJob, installScript } from '../slurm/job/node-python.ts'
import { environmentOf, jobScript, serviceScript } from '../slurm/script/job-script.ts'
import { nodeWords } from '../slurm/script/quoted.ts'
import { ownerComment } from '../slurm/service/owner.ts'
import type { SlurmSettings } from '../slurm/slurm-settings.ts'
import { sourcesOf, type PlannedFile, type PlannedProgram, type PlanOptions } from './planned-program.ts'

/**
 * The script that the runtime `slurm` would submit for a program, and the one that makes its packages in an image before.
 * A service's folder, its log's and its key are new at each start.
 *
 * @throws RuntimeError `runtimes/slurm-text`, `runtimes/image`
 */
export async function slurmFiles(
  planned: PlannedProgram,
  { directory, slurm = {} }: PlanOptions,
): Promise<readonly PlannedFile[]> {
  const program = sourcesOf(planned)
  const container = program === undefined ? slurm.vllmContainer : slurm.container
  const settings: SlurmSettings = { ...slurm, container }
  const made =
    program === undefined || container === undefined
      ? null
      : await containerEnvironmentOf(program.lockFile, container, directory)
  const python = made?.python ?? container?.python ?? (await localPython(program?.lockFile, directory))
  const more: PlannedFile[] = []
  if (made !== null) {
    const job = installJob(made.folder, `the packages of ${program!.module}`)
    more.push({ name: 'install.sbatch', text: installScript(job, container!, settings) })
  }
  const of = { ...planned, program: program ?? { module: planned.program.module, folder: '', lockFile: '' } }
  const text = planned.isService
    ? serviceText(of, { python, settings, tells: program !== undefined })
    : jobScript(of, python, settings)
  return [{ name: 'job.sbatch', text }, ...more]
}

function serviceText(
  of: PlannedProgram & { readonly program: Parameters<typeof jobScript>[0]['program'] },
  by: { readonly python: string; readonly settings: SlurmSettings; readonly tells: boolean },
): string {
  const { python, settings, tells } = by
  const host = settings.host ?? nodeWords.name
  const args = placed(of.args, { '--host': host, '--port': tells ? '0' : nodeWords.port })
  return serviceScript(
    {
      ...of,
      python,
      args,
      comment: ownerComment(1),
      gpus: of.gpus ?? 0,
      reads: [...(of.reads ?? []), ...(tells ? environmentOf(python, settings) : [])],
      environment: {
        ...of.environment,
        [tells ? 'RETABLE_SERVE_KEY' : 'VLLM_API_KEY']: 'drawn-at-the-start',
      },
      ...(tells ? {} : { listensAt: host }),
    },
    settings,
  )
}

/** Words with other values of some options. */
function placed(words: readonly string[], values: Readonly<Record<string, string>>): string[] {
  return words.map((word, index) => values[words[index - 1] ?? ''] ?? word)
}

/** Where the environment of a lock file would be made; vLLM's is the nodes' own. */
async function localPython(lockFile: string | undefined, directory: string): Promise<string> {
  if (lockFile === undefined) return 'python3'
  const lock = createHash('sha256')
    .update(await readFile(lockFile))
    .digest('hex')
  return path.join(directory, 'python', lock.slice(0, 16), 'bin/python')
}
