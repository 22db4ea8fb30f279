import type { Evaluation, Grade, RecipeManifest, RunRecord, SettingResult } from '@retable/core'
import type { LoadedReproduction } from '../../papers/load-reproduction.ts'
import { readReported } from '../../papers/read-reported.ts'
import { evaluateGrades, measureUnits, type Grades } from '../../run/measure.ts'
import { runsOf, tierOf } from '../../run/tier.ts'
import { verdictsOf } from '../../verdicts/verdicts-of.ts'
import { readManifest } from '../manifest-file.ts'
import { readPackedResults } from './packed-results.ts'
import { recordFolder } from './record.ts'

/**
 * The recorded results of a paper's tier, judged again from the grades of their samples and the values of their items:
 * every measurement, cell and claim, of some of its seeds where they are named. No model is asked.
 *
 * @throws HarnessError `harness/run-files` if a file is damaged or missing
 */
export async function recomputedRecord(
  root: string,
  loaded: LoadedReproduction,
  { tier, benchmark }: Pick<RecipeManifest, 'tier' | 'benchmark'>,
  { seeds: some }: Partial<Pick<RecipeManifest, 'seeds'>> = {},
): Promise<RunRecord<RecipeManifest>> {
  const { reproduction, folder } = loaded
  const place = recordFolder(root, { paper: reproduction.paper.id, tier, ...(benchmark && { benchmark }) })
  const { manifest } = (await readManifest(place)) as { readonly manifest: RecipeManifest }
  const { results } = await readPackedResults(place)
  const seeds = some ?? manifest.seeds
  const { quick } = manifest
  const [seed = 0] = seeds
  const { setup, steps } = tierOf(loaded, { tier, seed, quick, benchmark })
  const reported = await readReported(folder)
  const evaluations = new Map(
    steps.flatMap((step) => (step.kind === 'evaluate' ? [[step.setting, step.evaluation] as const] : [])),
  )
  const again = results
    .filter((one) => one.seed !== null && seeds.includes(one.seed))
    .map((one) => ({
      ...one,
      settings: one.settings.map((setting) => judgedAgain(setting, evaluations)),
    }))
  return {
    manifest,
    results: again,
    ...(await verdictsOf({
      reported,
      mappings: setup.cells ?? runsOf(reproduction).cells,
      setup,
      quick,
      results: again,
    })),
    facts: null,
  }
}

function judgedAgain(
  recorded: SettingResult,
  evaluations: ReadonlyMap<string, Pick<Evaluation, 'variant' | 'benchmark'>>,
): SettingResult {
  const { setting, scores } = recorded
  const evaluation = evaluations.get(setting)
  if (recorded.benchmark !== null && evaluation !== undefined) {
    const votes = gradesOf(scores.filter(({ drawing }) => drawing === 'votes'))
    const greedy = gradesOf(scores.filter(({ drawing }) => drawing === undefined))
    return evaluateGrades(setting, evaluation, greedy, votes.size > 0 ? votes : null)
  }
  const [measurement] = recorded.measurements
  if (measurement === undefined) return recorded
  const { name: metric, unit } = measurement
  return measureUnits(setting, { metric, unit, values: recorded.units[metric] ?? [] })
}

function gradesOf(scores: SettingResult['scores']): Grades {
  const grades = new Map<string, Grade[]>()
  for (const { item, extracted, gold, score } of scores) {
    const those = grades.get(item) ?? []
    those.push({ extracted, gold, score })
    grades.set(item, those)
  }
  return grades
}
