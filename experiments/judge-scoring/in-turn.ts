import { cpus, loadavg } from 'node:os'
import { Bench } from 'tinybench'

/** Milliseconds of both sides, and how many times longer the peer took. */
export interface Pair {
  readonly ours: number
  readonly theirs: number
  readonly ratio: number
}

/**
 * Measures both sides in turn, so that a machine whose speed drifts slows both: medians over the rounds, the ratio being
 * that of each round's own pair. Each side gives as many milliseconds as there are pairs.
 */
export async function inTurn(
  rounds: number,
  ours: () => Promise<readonly number[]>,
  theirs: () => Promise<readonly number[]>,
): Promise<Pair[]> {
  const found: (readonly [ours: readonly number[], theirs: readonly number[]])[] = []
  for (let round = 0; round < rounds; round += 1) found.push([await ours(), await theirs()])
  return (found[0]?.[0] ?? []).map((_, at) => ({
    ours: middle(found.map(([own]) => own[at]!)),
    theirs: middle(found.map(([, other]) => other[at]!)),
    ratio: middle(found.map(([own, other]) => other[at]! / own[at]!)),
  }))
}

/** Median milliseconds of a second's runs after some warm-up. */
export async function median(task: () => unknown): Promise<number> {
  const bench = new Bench({ throws: true, time: 1000, warmupTime: 500 }).add('task', async () => {
    await task()
  })
  await bench.run()
  const result = bench.tasks[0]?.result
  return result !== undefined && 'latency' in result ? result.latency.p50 : Number.NaN
}

/** Milliseconds of one run. */
export async function once(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await task()
  return performance.now() - start
}

export function middle(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!
}

/** Processor, cores, Node and how much the machine had to do. */
export function machine(): string {
  const load = loadavg()[0]!.toFixed(1)
  return `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}; load average ${load}`
}
