import type { BrokenRow, JudgeVariant, Judgements, PairVerdict } from '@retable/core'
import { isCredited } from '../../judgements/credit.ts'
import { inOrder, isObject, jsonRows, noJudgements, noVerdicts } from '../../judgements/json-rows.ts'
import { countOf, shareOf } from '../../measure/measurements.ts'
import { namedIn, type Named } from '../../judgements/named.ts'
import { partNotes } from '../../judgements/names.ts'
import { inOwnOrder } from '../../judgements/orders.ts'
import { shown } from '../../judgements/shown.ts'
import { assets } from './assets.ts'
import { sharesByGroup } from './by-group.ts'
import { parseGroups } from './dataset.ts'
import { critiqueComparison } from './judges.ts'

/** The size of Eval-C. */
const responses = 232

interface Comparison {
  /** 0-based row of Eval-C. */
  readonly index: number
  /** `first` where the critique in question wins; null where the answer names no option. */
  readonly verdict: PairVerdict | null
  /** Whether it was shown second. */
  readonly exchanged: boolean
}

/** How often a critique is preferred to ChatGPT's, ties in the denominator; also by the place where it was shown. */
export const critiqueWinRate: JudgeVariant = {
  id: 'critique-win-rate',
  version: '2',
  summary: 'share of comparisons that a critique wins, by groups and by the place where it was shown',
  source: 'arXiv 2310.05470v2, section 5.1; GAIR-NLP/auto-j at 2ae17a3, codes/leaderboard/critique_eval.py',
  judges: [critiqueComparison],
  async measure(judgements, read) {
    const { compared, broken, named } = readComparisons(judgements)
    const groups = parseGroups(await read(assets.responses))
    const outcomes = compared.map(({ index, verdict }) => ({
      group: groups[index]!,
      counts: isCredited(verdict, critiqueComparison),
    }))
    const shareThat = (name: string, of: readonly Comparison[], verdict: PairVerdict | null) =>
      shareOf(
        name,
        of.map((comparison) => comparison.verdict === verdict),
      )
    const places = [
      { place: 'first', of: compared.filter((comparison) => !comparison.exchanged) },
      { place: 'second', of: compared.filter((comparison) => comparison.exchanged) },
    ].filter(({ of }) => of.length > 0)
    return {
      measurements: [
        ...sharesByGroup('win_rate', outcomes),
        shareThat('tie_rate', compared, 'tie'),
        shareThat('lose_rate', compared, 'second'),
        ...places.map(({ place, of }) => shareThat(`win_rate_shown_${place}`, of, 'first')),
        shareThat('no_verdict', compared, null),
        countOf('judgements', compared.length),
      ],
      scores: compared.map(({ index, verdict }) => ({
        benchmark: 'auto-j',
        item: `eval-c/${index}`,
        sample: 0,
        extracted: verdict === null ? null : { first: 'win', second: 'lose', tie: 'tie' }[verdict],
        gold: 'win',
        score: isCredited(verdict, critiqueComparison) ? 1 : 0,
      })),
      broken,
      notes: [
        'Each pair of critiques was compared in one order, drawn at random: ' +
          'win_rate_shown_first and win_rate_shown_second say how much the place matters.',
        ...partNotes(compared.length, responses, 'comparison'),
      ],
      named,
    }
  },
}

/** One comparison a row, in Eval-C's order: `output`, the comparing model's text, and `meta.exchange`. */
function readComparisons(judgements: Judgements): {
  compared: Comparison[]
  broken: BrokenRow[]
  named: Named
} {
  const { rows, broken } = jsonRows(judgements)
  const compared: Comparison[] = []
  for (const { line, index, value } of rows) {
    const { output, meta } = value
    const exchange = isObject(meta) ? meta['exchange'] : undefined
    const read = typeof output === 'string' ? critiqueComparison.parse(output) : null
    const own = inOwnOrder(critiqueComparison, [read], exchange)
    if (typeof output !== 'string') {
      broken.push({ kind: 'broken', line, reason: `output is ${shown(output)}, no text` })
    } else if (own === null) {
      const reason = `meta.exchange is ${shown(exchange)}, neither true nor false: who was shown first is not known`
      broken.push({ kind: 'broken', line, reason })
    } else if (index >= responses) {
      broken.push({ kind: 'broken', line, reason: `Eval-C has ${responses} rows` })
    } else {
      compared.push({ index, verdict: own[0] ?? null, exchanged: exchange === true })
    }
  }
  if (compared.length === 0) {
    throw noJudgements(
      judgements,
      'expected one object for each row of Eval-C with "output" and "meta.exchange"',
      broken,
    )
  }
  if (compared.every(({ verdict }) => verdict === null)) throw noVerdicts(judgements, compared.length)
  const named = namedIn(
    rows.map(({ value }) => value),
    { models: ['model'], judges: ['judge'] },
  )
  return { compared, broken: inOrder(broken), named }
}
