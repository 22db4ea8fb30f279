import path from 'node:path'
import type { GraphJob } from '@retable/runtimes'
import { workLine } from './fake-cluster.ts'

/** The shape of a paper's run on a cluster. Times in seconds. */
export interface PaperShape {
  readonly iterations: number
  /** Shards of a generation, and as many of its judging; one node each. */
  readonly shards: number
  readonly shardSeconds: number
  readonly judgeSeconds: number
  readonly trainNodes: number
  readonly trainSeconds: number
  readonly evaluationShards: number
  readonly evaluationSeconds: number
  /** Between two checkpoints of a training. */
  readonly checkpoint: number
}

/** Three iterations that draw, judge, train and evaluate: 1,263 tasks. */
export const paper: PaperShape = {
  iterations: 3,
  shards: 200,
  shardSeconds: 3600,
  judgeSeconds: 1800,
  trainNodes: 8,
  trainSeconds: 12 * 3600,
  evaluationShards: 20,
  evaluationSeconds: 1200,
  checkpoint: 1800,
}
/** Each sample is kept as it arrives: a shard that is broken off loses what is in flight. */
const sampleSeconds = 60

export function paperGraph(directory: string, of: PaperShape): GraphJob[] {
  const jobs: GraphJob[] = []
  const add = (
    id: string,
    after: readonly string[],
    seconds: number,
    more: Partial<GraphJob> = {},
    checkpoint = sampleSeconds,
  ) => {
    jobs.push({
      id,
      after,
      folder: path.join(directory, id),
      script: workLine({ seconds, checkpoint }),
      ...more,
    })
    return id
  }
  let model: string[] = []
  for (let iteration = 1; iteration <= of.iterations; iteration++) {
    const draw = add(`draw-${iteration}`, model, of.shardSeconds, { array: of.shards })
    const judge = add(`judge-${iteration}`, [draw], of.judgeSeconds, { array: of.shards })
    const pairs = add(`pairs-${iteration}`, [judge], 300)
    const train = add(`train-${iteration}`, [pairs], of.trainSeconds, { nodes: of.trainNodes }, of.checkpoint)
    add(`evaluate-${iteration}`, [train], of.evaluationSeconds, { array: of.evaluationShards })
    model = [train]
  }
  return jobs
}

/** Work of a whole run, in seconds of a node. */
export function workOf(of: PaperShape): number {
  const {
    iterations,
    shards,
    shardSeconds,
    judgeSeconds,
    trainNodes,
    trainSeconds,
    evaluationShards,
    evaluationSeconds,
  } = of
  return (
    iterations *
    (shards * (shardSeconds + judgeSeconds) +
      300 +
      trainNodes * trainSeconds +
      evaluationShards * evaluationSeconds)
  )
}

/** The shortest time in which some nodes can do it, were starts and the queue free, in seconds. */
export function shortest(of: PaperShape, nodes: number): number {
  const waves = Math.ceil(of.shards / nodes)
  const iteration = waves * (of.shardSeconds + of.judgeSeconds) + 300 + of.trainSeconds
  // The last evaluation alone is not beside other work.
  return of.iterations * iteration + Math.ceil(of.evaluationShards / nodes) * of.evaluationSeconds
}
