import type { JudgeBenchmark } from '@retable/core'
import { findAnyBenchmark } from '@retable/harness/benchmarks'
import { CliError } from '../../errors.ts'

/**
 * A benchmark of judgements.
 *
 * @throws CliError `cli/judge` for one of outputs
 */
export async function judgedBenchmark(name: string): Promise<JudgeBenchmark> {
  const benchmark = await findAnyBenchmark(name)
  if ('kind' in benchmark) return benchmark
  throw new CliError(
    'cli/judge',
    `${name} needs no judge: its answers are right or wrong; ./retable eval ${name} asks a model`,
  )
}
