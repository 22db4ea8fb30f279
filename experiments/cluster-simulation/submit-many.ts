import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { submitGraph, type GraphJob, type SlurmCall } from '@retable/runtimes'

/** How 10,000 steps are given to Slurm: as chains of jobs, each a submission of its own, or as arrays. */
export type Steps = 'chains' | 'arrays'

const total = 10_000
const wide = 100
const ofArray = 500

/** A fake sbatch that does nothing but count: the time is the planner's own. */
function countingCall(): SlurmCall {
  let made = 0
  return (command) => {
    const stdout =
      command === 'sbatch' ? `${++made}\n` : command === 'scontrol' ? 'MaxArraySize = 1001\n' : ''
    return Promise.resolve({ exitCode: 0, stdout, stderr: '' })
  }
}

/** A fake sbatch as a program of its own. */
async function fakePrograms(
  folder: string,
): Promise<Readonly<Record<'sbatch' | 'squeue' | 'scontrol' | 'scancel' | 'sacct', string>>> {
  const texts = {
    sbatch: 'echo $$',
    squeue: ':',
    scontrol: 'echo MaxArraySize = 1001',
    scancel: ':',
    sacct: 'exit 1',
  }
  const files = Object.entries(texts).map(async ([name, text]) => {
    const file = path.join(folder, name)
    await writeFile(file, `#!/bin/sh\n${text}\n`)
    await chmod(file, 0o755)
    return [name, file] as const
  })
  return Object.fromEntries(await Promise.all(files)) as Awaited<ReturnType<typeof fakePrograms>>
}

function graphOf(steps: Steps, directory: string): GraphJob[] {
  const job = (id: string, after: string[], array?: number): GraphJob => ({
    id,
    after,
    array,
    script: 'exec true',
    folder: path.join(directory, id),
  })
  if (steps === 'arrays') {
    return Array.from({ length: total / ofArray }, (_, i) =>
      job(`step-${i}`, i === 0 ? [] : [`step-${i - 1}`], ofArray),
    )
  }
  return Array.from({ length: total }, (_, i) => job(`step-${i}`, i < wide ? [] : [`step-${i - wide}`]))
}

/** Seconds from a graph to the last submission, scripts written and ids kept; and those of the processor in this process. */
export async function secondsToSubmit(
  steps: Steps,
  kind: 'counted' | 'programs',
): Promise<{ readonly seconds: number; readonly processor: number }> {
  const directory = await mkdtemp(path.join(tmpdir(), 'retable-many-'))
  const controller = new AbortController()
  try {
    const commands = kind === 'programs' ? { paths: await fakePrograms(directory) } : undefined
    const call = kind === 'counted' ? countingCall() : undefined
    const began = performance.now()
    const before = process.cpuUsage()
    const graph = submitGraph(graphOf(steps, directory), {
      ...{ directory, call, commands, signal: controller.signal, graceMs: 0 },
      settings: { pollMs: 60_000 },
    })
    await graph.submitted
    const seconds = (performance.now() - began) / 1000
    const { user, system } = process.cpuUsage(before)
    controller.abort()
    await graph.ended
    return { seconds, processor: (user + system) / 1e6 }
  } finally {
    await rm(directory, { recursive: true })
  }
}
