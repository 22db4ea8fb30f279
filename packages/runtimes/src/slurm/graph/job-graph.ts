import { RuntimeError } from '../../errors.ts'

/** A job of a graph: a script that leaves a result file in its folder. */
export interface GraphJob {
  /** Its name in the graph, in any characters. */
  readonly id: string
  /** Absolute. Task i of an array has the folder of that name in it. */
  readonly folder: string
  /** Lines of sh that run in the folder, with its number in RETABLE_TASK for an array's; the last starts the program by `exec`. */
  readonly script: string
  /** Jobs whose results it reads. */
  readonly after: readonly string[]
  /** Tasks of an array, from 0 on; a single job if left out. */
  readonly array?: number | undefined
  /** What it writes last, relative to its folder; `result.json` if left out. */
  readonly resultFile?: string | undefined
  readonly cpus?: number | undefined
  /** Of each node. */
  readonly gpus?: number | undefined
  readonly nodes?: number | undefined
  readonly tasksPerNode?: number | undefined
  /** Longest time of a start. */
  readonly minutes?: number | undefined
}

/** How a job of a graph ended. All but `done` go on when the graph is submitted again. */
export type GraphEnd =
  | { readonly state: 'done' }
  | { readonly state: 'failed'; readonly sentence: string }
  /** A job before it did not get done. */
  | { readonly state: 'blocked'; readonly by: string }
  /** Someone ended it, or it found right to stop. */
  | { readonly state: 'stopped' }
  /** By the graph's signal. */
  | { readonly state: 'cancelled' }
  /** Slurm knows nothing of it any more, and it left no result. */
  | { readonly state: 'unknown' }

/**
 * The jobs by how many stand before them: those of a level depend on earlier levels alone.
 *
 * @throws RuntimeError `runtimes/slurm-graph` for two jobs of one id or folder, an unknown id, a circle
 */
export function levelsOf(jobs: readonly GraphJob[]): readonly (readonly GraphJob[])[] {
  const byId = new Map(jobs.map((job) => [job.id, job]))
  const refuse = (sentence: string): never => {
    throw new RuntimeError('runtimes/slurm-graph', sentence)
  }
  if (byId.size < jobs.length) refuse('two jobs of the graph have one id')
  if (new Set(jobs.map(({ folder }) => folder)).size < jobs.length)
    refuse('two jobs of the graph have one folder')
  const dependants = new Map<string, GraphJob[]>()
  const open = new Map<string, number>()
  for (const job of jobs) {
    const before = new Set(job.after)
    open.set(job.id, before.size)
    for (const id of before) {
      if (!byId.has(id)) refuse(`${job.id} comes after ${id}, which is no job of the graph`)
      const others = dependants.get(id)
      if (others === undefined) dependants.set(id, [job])
      else others.push(job)
    }
  }
  const levels: GraphJob[][] = []
  for (let level = jobs.filter(({ after }) => after.length === 0); level.length > 0;) {
    levels.push(level)
    const next: GraphJob[] = []
    for (const { id } of level) {
      for (const job of dependants.get(id) ?? []) {
        const left = open.get(job.id)! - 1
        open.set(job.id, left)
        if (left === 0) next.push(job)
      }
    }
    level = next
  }
  if (levels.flat().length < jobs.length) {
    refuse(
      `the jobs of the graph wait for one another in a circle: ${[...open].find(([, left]) => left > 0)![0]} is in it`,
    )
  }
  return levels
}
