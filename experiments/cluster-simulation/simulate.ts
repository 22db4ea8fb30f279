import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { submitGraph } from '@retable/runtimes'
import { events } from './events.ts'
import { fakeCluster, type Counted, type Troubles } from './fake-cluster.ts'
import { paperGraph, type PaperShape } from './paper-graph.ts'

/** How a simulated run went. Times in seconds. */
export interface Simulated extends Counted {
  /** From its submission to the end of its last job. */
  readonly makespan: number
  readonly undone: number
  /** Jobs that were submitted again. */
  readonly resubmitted: number
}

/** Runs a paper's graph on simulated nodes, by the code that asks Slurm. */
export async function simulate(of: PaperShape, nodes: number, troubles: Troubles): Promise<Simulated> {
  const directory = await mkdtemp(path.join(tmpdir(), 'retable-simulation-'))
  const clock = events()
  const cluster = fakeCluster(nodes, troubles, clock)
  let resubmitted = 0
  try {
    const { ended } = submitGraph(paperGraph(directory, of), {
      ...{ directory, clock, call: cluster.call, progressOf: cluster.progressOf },
      settings: { pollMs: 300_000 },
      onMessage: () => resubmitted++,
    })
    const ends = [...(await ended).values()]
    const undone = ends.filter(({ state }) => state !== 'done').length
    return { ...cluster.counted, makespan: clock.now() / 1000, undone, resubmitted }
  } finally {
    await rm(directory, { recursive: true })
  }
}
