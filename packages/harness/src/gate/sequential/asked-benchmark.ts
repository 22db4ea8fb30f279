import { meanOf } from '@retable/stats'
import type { PreparedEval } from '../../eval/eval-benchmark.ts'
import type { AnsweredSample } from '../../eval/answers.ts'
import { gradeAnswer } from '../../eval/grade-answer.ts'
import { startThoughtSigns } from '../../eval/findings/thought-signs.ts'
import { samplesOf, type EvalSample } from '../../eval/sample.ts'
import type { ScoredItem } from './suite-bets.ts'

/** A benchmark whose items are asked one after another, and the answers so far. */
export interface AskedItems {
  readonly prepared: PreparedEval
  /** The next item's samples; undefined after the last item. */
  readonly next: () => { readonly item: string; readonly samples: readonly EvalSample[] } | undefined
  /** Items whose samples were given so far. */
  readonly begun: () => number
  /** Takes an answer; gives the item when it has all of its answers. */
  readonly take: (one: AnsweredSample) => string | undefined
  /** What a whole item scored, as a share of the range; items are scored in their order. */
  readonly score: (item: string) => ScoredItem
  /** An item's answers as they were graded. */
  readonly answersTo: (item: string) => readonly AnsweredSample[]
}

/** @param of - `order`: items in the order in which they are asked; `bounds`: of the scores */
export function startAskedItems(
  prepared: PreparedEval,
  of: {
    readonly order: readonly string[]
    readonly bounds: { readonly least: number; readonly most: number }
    /** False where the model's template says nothing of thinking. */
    readonly opensThought: false | undefined
  },
): AskedItems {
  const { order, bounds, opensThought } = of
  const { plan, variant } = prepared
  const items = new Map(plan.items.map((item) => [item.id, item]))
  const answers = new Map<string, AnsweredSample[]>()
  const graded = new Map<string, readonly AnsweredSample[]>()
  // Only of items before: what came early decides nothing, so that the order of arrival does not.
  const signs = startThoughtSigns(opensThought)
  let begun = 0

  const asRead = (one: AnsweredSample): AnsweredSample => {
    signs.see(one)
    return signs.asRead(one)
  }

  return {
    prepared,
    begun: () => begun,
    next() {
      const item = order[begun]
      if (item === undefined) return undefined
      begun += 1
      const samples = [...samplesOf({ ...plan, items: [items.get(item)!] })]
      // One benchmark may be asked in two ways at once.
      return { item, samples: samples.map((sample) => named(sample, prepared.setting)) }
    },
    take(one) {
      const { id } = one.sample.item
      const own = answers.get(id) ?? []
      answers.set(id, own)
      own.push(one)
      return own.length === plan.drawing.samples ? id : undefined
    },
    score(item) {
      const own = answers
        .get(item)!
        .toSorted((a, b) => a.sample.sample - b.sample.sample)
        .map(asRead)
      graded.set(item, own)
      const scores = own.map(({ answer, sample }) => gradeAnswer(answer, variant, sample.item).score)
      const { mean } = meanOf(scores)
      return {
        score: (mean - bounds.least) / (bounds.most - bounds.least),
        answers: own.length,
        failed: own.filter(({ answer }) => answer.outcome === 'failed').length,
      }
    },
    answersTo: (item) => graded.get(item) ?? [],
  }
}

function named(sample: EvalSample, setting: string): EvalSample {
  return { ...sample, request: { ...sample.request, id: `${setting}: ${sample.request.id}` } }
}
