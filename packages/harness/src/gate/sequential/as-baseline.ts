import type { Benchmark, EndpointManifest, EvalManifest, RunRecord, Side, SideBenchmark } from '@retable/core'
import { findBenchmark } from '../../benchmarks/find-benchmark.ts'
import { differingSettings } from '../../compare/differing-settings.ts'
import { settingsOf } from '../../compare/side-of-record.ts'
import type { EvalPlan, PreparedEval } from '../../eval/eval-benchmark.ts'
import { askedBenchmark } from '../../eval/record/eval-record.ts'
import { HarnessError } from '../../errors.ts'

/** How a candidate is asked as the baseline was. */
export interface AsBaseline {
  readonly manifest: EvalManifest
  readonly asks: readonly Omit<EvalPlan, 'model'>[]
}

/**
 * What an evaluation's record says of how its model was asked.
 *
 * @param options - `module`: path of a benchmark of one's own, which the record knows by its id alone
 * @throws HarnessError `harness/not-an-evaluation` for another record, `harness/unknown-benchmark`
 */
export async function asBaseline(
  name: string,
  { manifest }: Pick<RunRecord, 'manifest'>,
  { module }: { readonly module?: string | undefined } = {},
): Promise<AsBaseline> {
  if (manifest.kind !== 'eval') {
    throw new HarnessError(
      'harness/not-an-evaluation',
      `${name} is no evaluation’s record, which says how a model is asked: --sequential takes what ./retable eval leaves`,
    )
  }
  const own = module === undefined ? undefined : await findBenchmark(module)
  const asks = manifest.benchmarks.map(async (asked): Promise<Omit<EvalPlan, 'model'>> => {
    const { id } = asked.benchmark
    return {
      benchmark: own?.id === id ? own : await benchmarkOf(id),
      style: asked.prompt.id,
      variant: asked.variant.id,
      limit: asked.items,
      setting: asked.setting,
      drawing: asked.drawing ?? manifest.drawing,
    }
  })
  return { manifest, asks: await Promise.all(asks) }
}

async function benchmarkOf(id: string): Promise<Benchmark> {
  return findBenchmark(id).catch((cause: unknown) => {
    const why = `the baseline was asked ${id}, which is none of retable’s benchmarks: name its module with --benchmark`
    throw new HarnessError('harness/unknown-benchmark', why, { cause })
  })
}

/**
 * The baseline's benchmarks with what is asked of each.
 *
 * @throws HarnessError `harness/not-comparable` where the candidate would be asked otherwise, as where a benchmark, a
 *   prompt or the server's chat template is another by now, unless that is allowed
 */
export function pairedWithBaseline(
  baseline: Side,
  prepared: readonly PreparedEval[],
  of: {
    readonly manifest: EvalManifest
    /** The candidate's. */
    readonly endpoint: EndpointManifest
    readonly anyway: boolean
  },
): (readonly [SideBenchmark, PreparedEval])[] {
  const { manifest, endpoint, anyway } = of
  const { drawing } = manifest
  const now = { ...manifest, endpoint, benchmarks: prepared.map((each) => askedBenchmark(each, drawing)) }
  return prepared.map((each) => {
    const { setting, benchmark, variant, plan } = each
    const before = baseline.benchmarks.find((one) => one.setting === setting)
    const ids = new Set(plan.items.map(({ id }) => id))
    const lacking = [...(before?.items.keys() ?? [])].find((item) => !ids.has(item))
    const after = { benchmark, variant, settings: settingsOf(now, setting) }
    const differing = before === undefined ? [] : differingSettings(before, after)
    const why =
      before === undefined
        ? `${baseline.name} holds no scores of it`
        : lacking !== undefined
          ? `its item ${lacking} is none that is asked by now`
          : differing.length > 0 && !anyway
            ? `asked by now it would differ in more than the model (${differing.join('; ')}); --anyway does it under a warning`
            : undefined
    if (why === undefined) return [before!, each] as const
    throw new HarnessError('harness/not-comparable', `${setting}: ${why}`)
  })
}
