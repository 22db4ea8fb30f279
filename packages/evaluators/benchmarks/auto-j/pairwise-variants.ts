import type { JudgeVariant, PairVerdict } from '@retable/core'
import { isCredited } from '../../judgements/credit.ts'
import { countOf, shareOf } from '../../measure/measurements.ts'
import { partNotes } from '../../judgements/names.ts'
import { assets } from './assets.ts'
import { sharesByGroup } from './by-group.ts'
import { parsePairs } from './dataset.ts'
import { pairwise } from './judges.ts'
import { pairs, readPairwise } from './pairwise-file.ts'

const source =
  'arXiv 2310.05470v2, section 5.1; GAIR-NLP/auto-j at 2ae17a3, codes/leaderboard/pairwise_eval.py'

/** People's label in both orders: the agreement of the paper's Table 1 and of the README. */
export const agreement = pairwiseVariant({
  id: 'agreement',
  summary: "share of pairs on which the verdicts in both orders are people's label",
  source: `${source}, type pairwise`,
  both: true,
  right: (verdicts, label) => verdicts.every((verdict) => isCredited(verdict, pairwise, label)),
})

/** The same verdict in both orders, right or wrong. */
export const consistency = pairwiseVariant({
  id: 'consistency',
  summary: 'share of pairs with the same verdict in both orders',
  source: `${source}, type pairwise`,
  both: true,
  right: ([shown, swapped]) => shown !== null && shown === swapped,
})

/** People's label in the file's own order: for judges that rate each response by itself, and blind to position. */
export const firstOrder = pairwiseVariant({
  id: 'first-order',
  summary: "share of pairs on which the verdict in the file's own order is people's label",
  source: `${source}, type single`,
  both: false,
  right: ([shown = null], label) => isCredited(shown, pairwise, label),
})

interface PairwiseRule {
  readonly id: string
  readonly summary: string
  readonly source: string
  /** Whether the rule needs the verdicts of both orders. */
  readonly both: boolean
  readonly right: (verdicts: readonly (PairVerdict | null)[], label: PairVerdict) => boolean
}

function pairwiseVariant({ both, right, ...rule }: PairwiseRule): JudgeVariant {
  return {
    ...rule,
    version: '2',
    judges: [pairwise],
    async measure(file, read) {
      const { judgements, broken, named } = readPairwise(file, both)
      const items = parsePairs(await read(assets.pairs))
      const judged = judgements.map(({ index, verdicts }) => {
        const item = items[index]!
        return { index, verdicts, ...item, counts: right(verdicts, item.label) }
      })
      return {
        measurements: [
          ...sharesByGroup(rule.id.replace('-', '_'), judged),
          shareOf(
            'no_verdict',
            judged.map(({ verdicts }) => verdicts.includes(null)),
          ),
          countOf('judgements', judged.length),
        ],
        scores: judged.map(({ index, verdicts, label, counts }) => ({
          benchmark: 'auto-j',
          item: `eval-p/${index}`,
          sample: 0,
          extracted: verdicts.includes(null) ? null : verdicts.join(', exchanged '),
          gold: label,
          score: counts ? 1 : 0,
        })),
        broken,
        notes: partNotes(judged.length, pairs, 'pair'),
        named,
      }
    },
  }
}
