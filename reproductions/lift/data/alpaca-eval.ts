import type { Handle, PreferencePair } from '@retable/core'
import type { TestItem } from '../setup.ts'
import { answeringModels, answersOf, type Answer } from './answers.ts'
import { drawPairs, type PairOptions } from './draw-pairs.ts'
import {
  instructions,
  splitInstructions,
  type Instruction,
  type Split,
  type SplitOptions,
} from './instructions.ts'
import { onceOn, type LaidOutSource, type Stage } from './source.ts'

/** How AlpacaEval's public files become data of a tier. */
export interface AlpacaEvalOptions {
  readonly split: SplitOptions
  /** Longer answers are left out; in tokens of the base model. */
  readonly longestAnswer: number
  readonly pairs: PairOptions
}

/** Data of a tier out of AlpacaEval's public files. */
export interface AlpacaEvalData {
  /** Of the training instructions. */
  readonly preferences: LaidOutSource<PreferencePair>
  /** The first test instructions, each with a limit; no response stands beside them to be compared with. */
  readonly testItems: (
    limitOf: (instruction: Instruction) => number,
    first: number,
  ) => LaidOutSource<TestItem>
}

/** Lays out AlpacaEval's instructions, split by the run's seed, and the pairs of the training ones. */
export function alpacaEvalData({ split, longestAnswer, pairs }: AlpacaEvalOptions): AlpacaEvalData {
  const splitOn = onceOn(({ lab, base }): Handle<Split> => {
    const all = lab.data('instructions', instructions)
    const texts = lab.derive(
      'instructions/texts',
      { all },
      (given) => given.all.map(({ text }) => text),
      all802,
    )
    const tokens = lab.countTokens('instructions/tokens', base(), texts)
    return lab.derive(
      'split',
      { all, tokens },
      (given, random) => splitInstructions(given.all, given.tokens, split, random),
      all802,
    )
  })
  return {
    preferences: {
      size: pairs.most,
      layOut: (name, stage) => pairsOn(stage, name, { split: splitOn(stage), longestAnswer, pairs }),
    },
    testItems: (limitOf, first) => ({
      size: first,
      layOut: (name, stage) =>
        stage.lab.derive(
          name,
          { split: splitOn(stage) },
          (given) =>
            given.split.test.slice(0, first).map((instruction) => {
              return {
                id: instruction.id,
                instruction: instruction.text,
                baseline: '',
                limit: limitOf(instruction),
              }
            }),
          first,
        ),
    }),
  }
}

const all802 = instructions.size

function pairsOn(
  { lab, base }: Stage,
  name: string,
  options: Pick<AlpacaEvalOptions, 'longestAnswer' | 'pairs'> & { readonly split: Handle<Split> },
): Handle<readonly PreferencePair[]> {
  const { split, longestAnswer, pairs } = options
  const source = answersOf(answeringModels, longestAnswer)
  const judged = lab.data('answers', source)
  // Answers to the other instructions are not even counted.
  const answers = lab.derive(
    'answers to training instructions',
    { judged, split },
    answersToTraining,
    source.size,
  )
  const texts = lab.derive(
    'answers/texts',
    { answers },
    (given) => given.answers.map(({ text }) => text),
    source.size,
  )
  const tokens = lab.countTokens('answers/tokens', base(), texts)
  return lab.derive(
    name,
    { split, answers, tokens },
    (given, random) => {
      const short = given.answers.filter((_, i) => given.tokens[i]! <= longestAnswer)
      return drawPairs(
        given.split.training.map(({ text }) => text),
        short,
        pairs,
        random,
      )
    },
    pairs.most,
  )
}

function answersToTraining({
  judged,
  split,
}: {
  readonly judged: readonly Answer[]
  readonly split: Split
}): Answer[] {
  const training = new Set(split.training.map(({ text }) => text))
  return judged.filter(({ instruction }) => training.has(instruction))
}
