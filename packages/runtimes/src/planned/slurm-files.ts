import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { jobComment } from '../slurm/job/slurm-record.ts'
import { programScript } from '../slurm/script/program-script.ts'
import { nodeWords } from '../slurm/script/quoted.ts'
import { sourcesOf, type PlannedFile, type PlannedProgram, type PlanOptions } from './planned-program.ts'

/** The script that the runtime `slurm` would submit for a program. @throws RuntimeError `runtimes/slurm-text`, `runtimes/image` */
export async function slurmFiles(
  planned: PlannedProgram,
  { directory, slurm = {} }: PlanOptions,
): Promise<readonly PlannedFile[]> {
  const program = sourcesOf(planned)
  const container = program === undefined ? slurm.vllmContainer : slurm.container
  const { name, folder, reads, resultFile, launcher, threads, environment } = planned
  const host = slurm.host ?? nodeWords.name
  // vLLM cannot say which port it took, so that it is told one that no other job has.
  const places = { '--host': host, '--port': program === undefined ? nodeWords.port : '0' }
  const args = planned.isService ? placed(planned.args, places) : planned.args
  const text = programScript(
    {
      ...{ name, folder, args, reads, resultFile, launcher, threads, environment },
      program: program ?? { module: planned.program.module, folder: '', lockFile: '' },
      python: container?.python ?? (await localPython(program?.lockFile, directory)),
      comment: jobComment(folder),
      gpus: planned.gpus ?? 0,
      nodes: planned.nodes ?? slurm.nodes ?? 1,
      ...(planned.isService ? { addressFile: 'address.json' } : {}),
      ...(planned.isService && program === undefined ? { listensAt: host } : {}),
    },
    { ...slurm, container },
  )
  return [{ name: 'job.sbatch', text }]
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
