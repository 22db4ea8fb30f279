import { stat } from 'node:fs/promises'
import type { Assets } from '@retable/assets'
import type { Comparison, Flip } from '@retable/core'
import { findBenchmark } from '../benchmarks/find-benchmark.ts'
import { findRun } from '../results/places/find-run.ts'
import { outputsFile } from '../results/places/outputs-place.ts'
import { scoreFile } from '../score/score-file.ts'
import { isNemoResults, nemoTexts } from './nemo-results.ts'
import { fileOf, type SideSource } from './read-side.ts'

/** What models wrote, by item and sample. */
type Texts = ReadonlyMap<string, string>

/**
 * The same comparison, with what both models wrote for some of its flips. Files of outputs are read once more, so that
 * only the texts that are shown are in memory; what has no texts (judgements, results of other programs) is left as it
 * is, and so is a side without a source.
 */
export async function flipTexts(
  comparison: Comparison,
  sources: { readonly baseline: SideSource; readonly candidate: SideSource | null },
  options: {
    /** Which flips of a benchmark are shown. */
    readonly choose: (flips: readonly Flip[]) => readonly Flip[]
    readonly assets: Assets
    readonly storeDirectory: string
    readonly signal?: AbortSignal | undefined
  },
): Promise<Comparison> {
  const benchmarks: Comparison['benchmarks'][number][] = []
  for (const one of comparison.benchmarks) {
    const chosen = options.choose(one.flips)
    const texts = async (side: 'baseline' | 'candidate') => {
      const wanted = new Set(chosen.map((flip) => keyOf(flip.item, flip[side].sample)))
      const of = { setting: one.setting, benchmark: one.benchmark?.id, variant: one.variant?.id, wanted }
      return textsOf(sources[side], of, options)
    }
    const [before, after] = [await texts('baseline'), await texts('candidate')]
    const flips = one.flips.map((flip) => ({
      ...flip,
      baseline: { ...flip.baseline, ...textIn(before, flip.item, flip.baseline.sample) },
      candidate: { ...flip.candidate, ...textIn(after, flip.item, flip.candidate.sample) },
    }))
    benchmarks.push({ ...one, flips })
  }
  return { ...comparison, benchmarks }
}

function keyOf(item: string, sample: number): string {
  return `${sample} ${item}`
}

function textIn(texts: Texts, item: string, sample: number): { readonly text?: string } {
  const text = texts.get(keyOf(item, sample))
  return text === undefined ? {} : { text }
}

interface Wanted {
  readonly setting: string
  readonly benchmark: string | undefined
  readonly variant: string | undefined
  readonly wanted: ReadonlySet<string>
}

async function textsOf(
  source: SideSource | null,
  { setting, benchmark, variant, wanted }: Wanted,
  { assets, storeDirectory, signal }: Parameters<typeof flipTexts>[2],
): Promise<Texts> {
  if (source === null || wanted.size === 0) return new Map()
  const named = await fileOf(source.name)
  if (benchmark === undefined) {
    if (named === undefined || !(await isNemoResults(named.file, signal))) return new Map()
    const isWanted = (item: string, sample: number) => wanted.has(keyOf(item, sample))
    const texts = await nemoTexts(named.file, { isWanted, signal })
    return new Map(texts.map(({ item, sample, text }) => [keyOf(item, sample), text]))
  }
  const file = named?.file ?? (await outputsOfRun(source.name, setting, storeDirectory))
  const found =
    file === undefined ? undefined : await findBenchmark(source.benchmark ?? benchmark).catch(() => undefined)
  if (file === undefined || found === undefined) return new Map()
  const texts = new Map<string, string>()
  await scoreFile({
    ...{
      benchmark: found,
      file,
      variant: variant ?? source.variant,
      columns: source.columns,
      assets,
      signal,
    },
    onSample({ score: { item, sample }, output }) {
      const key = keyOf(item, sample)
      if (wanted.has(key)) texts.set(key, output)
    },
  })
  return texts
}

/** Where an evaluation keeps what the model wrote; undefined where a run keeps none. */
async function outputsOfRun(
  name: string,
  setting: string,
  storeDirectory: string,
): Promise<string | undefined> {
  const { folder } = await findRun(name, storeDirectory)
  const file = outputsFile(folder, setting)
  return stat(file).then(() => file, () => undefined) // prettier-ignore
}
