import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Grade, Item, Variant } from '@retable/core'
import { meanOf } from '@retable/stats'
import { benchmark } from '../benchmark.ts'
import { isRight } from '../checker/equivalent.ts'
import { finalAnswer } from '../checker/extraction/final-answer.ts'
import { parseItems } from '../dataset.ts'
import { sameAsHendrycks } from '../hendrycks-normal.ts'
import { minervaNormal } from '../minerva-normal.ts'
import { sameAsMinerva } from '../variants/minerva.ts'
import { sameAsPrm800k } from '../variants/prm800k.ts'
import { aggregate } from '../../../measure/aggregate.ts'
import { Tally, goldenRows, type Comparison } from '../../../golden/comparison.ts'
import { zeroEvalComparisons } from '../../../zeroeval/golden.ts'

/** The programs whose verdicts on the pairs are known. */
export type Grader = 'hendrycks' | 'prm800k' | 'minerva' | 'math_verify' | 'tora'

/** A pair of answers with the verdicts of other programs. */
export interface Pair {
  readonly source: string
  readonly gold: string
  readonly prediction: string
  /** The verdict that the pair's own source states, where it is a test of some program. */
  readonly expected: boolean | null
  readonly options: PairOptions | null
  readonly verdicts: Readonly<Record<Grader, boolean>>
}

/** Options of Math-Verify that a test of its own sets. */
export interface PairOptions {
  readonly match_types?: readonly string[]
  readonly precision?: number
  readonly strict?: boolean
  readonly allow_set_relation_comp?: boolean
}

interface QwenRow {
  readonly idx: number
  readonly gold: string
  readonly responses: readonly string[]
  readonly scores: readonly boolean[]
}

/** Every comparison of MATH with published figures and other programs' verdicts, from the golden data in `golden`. */
export function comparisons(golden: string): Comparison[] {
  const data = path.join(golden, 'reasoning/math')
  const pairs = equivalencePairs(golden)
  return [
    ...zeroEvalComparisons(benchmark, {
      folder: path.join(data, 'zeroeval-math-l5'),
      source: 'ZeroEval math-l5',
      models: 37,
    }),
    ...graderVerdicts(pairs),
    ...qwenVerdicts(data),
    ...checkerVerdicts(pairs),
    ...solutionVerdicts(mathItems(golden)),
  ]
}

/** The 2,953 pairs on which five programs' verdicts are known. */
export function equivalencePairs(golden: string): readonly Pair[] {
  return goldenRows<Pair>(golden, 'reasoning/math/equivalence.jsonl.gz')
}

/** The test items of the golden data. */
export function mathItems(golden: string): readonly Item[] {
  const file = path.join(golden, 'reasoning/math/math_test.jsonl.gz')
  return parseItems(gunzipSync(readFileSync(file)).toString('utf8'))
}

/** Retable's own verdict on a pair; Math-Verify's tests are whole texts, the rest are answers. */
export function ownVerdict({ source, gold, prediction }: Pair): boolean {
  if (source !== 'math-verify-tests') return isRight(prediction, gold)
  return isRight(finalAnswer(prediction) ?? prediction, finalAnswer(gold) ?? gold)
}

/** The pairs on which all five programs agree and retable's own checker says otherwise. */
export function againstAllFive(pairs: readonly Pair[]): readonly Pair[] {
  return agreed(pairs).filter((pair) => ownVerdict(pair) !== pair.verdicts.hendrycks)
}

/** Rows of the pairs, by 0-based index, on which retable's verdict is another than a program's or a test's own. */
export function disagreements(pairs: readonly Pair[]): Readonly<Record<string, readonly number[]>> {
  const rows = (differs: (pair: Pair) => boolean) => {
    return pairs.flatMap((pair, i) => (differs(pair) ? [i] : []))
  }
  const isTest = ({ source }: Pair) => source === 'math-verify-tests'
  return {
    prm800k: rows(({ prediction, gold, verdicts }) => sameAsPrm800k(prediction, gold) !== verdicts.prm800k),
    minerva: rows(({ prediction, gold, verdicts }) => {
      return sameAsMinerva(minervaNormal(prediction), minervaNormal(gold)) !== verdicts.minerva
    }),
    mathVerifyTests: rows((pair) => isTest(pair) && ownVerdict(pair) !== pair.expected),
    mathVerify: rows((pair) => !isTest(pair) && ownVerdict(pair) !== pair.verdicts.math_verify),
  }
}

function agreed(pairs: readonly Pair[]): readonly Pair[] {
  return pairs.filter(({ verdicts }) => new Set(Object.values(verdicts)).size === 1)
}

function graderVerdicts(pairs: readonly Pair[]): Comparison[] {
  const [hendrycks, tests, prm800k, minerva] = [new Tally(), new Tally(), new Tally(), new Tally()]
  pairs.forEach(({ source, gold, prediction, expected, verdicts }, i) => {
    const same = sameAsHendrycks(prediction, gold)
    hendrycks.add(`pair ${i}`, verdicts.hendrycks, same)
    if (source === 'hendrycks-tests') tests.add(`pair ${i}`, expected, same)
    prm800k.add(`pair ${i}`, verdicts.prm800k, sameAsPrm800k(prediction, gold))
    minerva.add(`pair ${i}`, verdicts.minerva, sameAsMinerva(minervaNormal(prediction), minervaNormal(gold)))
  })
  return [
    hendrycks.comparison('hendrycks/math at 985bdc1', '`hendrycks`: verdict on each pair'),
    tests.comparison('hendrycks/math at 985bdc1', '`hendrycks`: its own 16 tests'),
    prm800k.comparison('openai/prm800k at 7ecc794', '`prm800k`: verdict on each pair'),
    minerva.comparison('lm-eval at 4e7e0d4', '`minerva`: verdict on each pair'),
  ]
}

function qwenVerdicts(data: string): Comparison[] {
  const rows = goldenRows<QwenRow>(data, 'qwen2.5-math.maj_rm_example.jsonl.gz')
  const variant = variantOf('symbolic')
  const items = new Tally()
  const grades = new Map<string, Grade[]>()
  for (const { idx, gold, responses, scores } of rows) {
    const graded = responses.map((response) => variant.grade(response, { gold }))
    grades.set(String(idx), graded)
    graded.forEach(({ score }, i) => items.add(`problem ${idx}, sample ${i}`, scores[i], score === 1))
  }
  const mean = new Tally()
  const published = meanOf(rows.flatMap(({ scores }) => scores.map(Number))).mean
  const metrics = aggregate(grades, variant)
  mean.add('mean', published, metrics.find(({ name }) => name === 'accuracy')?.value)
  return [
    items.comparison('Qwen2.5-Math at a45202b', '`symbolic`: published verdict on each of 100 × 8 samples'),
    mean.comparison('Qwen2.5-Math at a45202b', '`symbolic`: mean of those'),
  ]
}

function checkerVerdicts(pairs: readonly Pair[]): Comparison[] {
  const source = (name: string) => pairs.filter((pair) => pair.source === name)
  const tally = (some: readonly Pair[], theirs: (pair: Pair) => boolean | null) => {
    const result = new Tally()
    some.forEach((pair) => result.add(`${pair.gold} and ${pair.prediction}`, theirs(pair), ownVerdict(pair)))
    return result
  }
  return [
    tally(agreed(pairs), ({ verdicts }) => verdicts.hendrycks).comparison(
      'five graders',
      '`symbolic`: the pairs on which hendrycks, PRM800K, Minerva, Math-Verify and ToRA agree',
    ),
    tally(source('math-golds-rewritten'), () => true).comparison(
      'MATH golds',
      '`symbolic`: golds rewritten in spacing, brackets and fractions are equal',
    ),
    tally(source('math-golds-shuffled'), () => false).comparison(
      'MATH golds',
      '`symbolic`: golds of different problems are not equal',
    ),
    tally(source('math-verify-tests'), ({ expected }) => expected).comparison(
      'Math-Verify at 5d148cf',
      '`symbolic`: verdicts that its own tests expect',
    ),
    tally(pairs, ({ verdicts }) => verdicts.math_verify).comparison(
      'Math-Verify 0.8.0',
      '`symbolic`: its verdict on each pair',
    ),
  ]
}

/** The data set's own worked solutions, handed in as outputs. */
function solutionVerdicts(items: readonly Item[]): Comparison[] {
  return ['symbolic', 'hendrycks', 'prm800k'].map((id) => {
    const [variant, tally] = [variantOf(id), new Tally()]
    for (const item of items) {
      tally.add(item.id, 1, variant.grade(item.solution ?? '', { gold: item.gold, item }).score)
    }
    return tally.comparison('MATH solutions', `\`${id}\`: each worked solution is right as an output`)
  })
}

function variantOf(id: string): Variant {
  return benchmark.variants.find((variant) => variant.id === id)!
}
