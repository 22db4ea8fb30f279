import type { Drawn, Judged, PairVerdict, Question, UnitValues } from '@retable/core'
import type { Instruction } from '../setup.ts'

/** How a comparison of two answers to one instruction ends. */
export interface Outcome {
  readonly item: string
  readonly winner: 'left' | 'right' | 'tie'
}

type Answers = readonly Drawn<Instruction>[]

/** Compares by how good the answers are. */
export function exactOutcomes(
  left: Answers,
  right: Answers,
  quality: (instruction: string, response: string) => number,
): Outcome[] {
  return pairsToJudge(left, right).map(({ id, instruction, responses: [one, other] }) => {
    const difference = quality(instruction, one) - quality(instruction, other)
    return { item: id, winner: difference > 0 ? 'left' : difference < 0 ? 'right' : 'tie' }
  })
}

/** Both answers to an instruction, for a judge that sees them side by side. */
export interface AnswerPair extends Question {
  readonly responses: readonly [left: string, right: string]
}

/** Both answers to each instruction. */
export function pairsToJudge(left: Answers, right: Answers): AnswerPair[] {
  return left.map(({ of: { id, instruction }, completions }, i) => ({
    id,
    instruction,
    responses: [completions[0]!.text, right[i]!.completions[0]!.text],
  }))
}

/** A win takes every verdict of both orders; all else is a tie (section 3.1.4). */
export function judgedOutcomes(judged: readonly Judged<AnswerPair, PairVerdict>[]): Outcome[] {
  return judged.map(({ of, judgements }) => {
    const wins = judgements.map(({ verdict, order }) => {
      if (verdict === null || verdict === 'tie') return 'tie'
      return (verdict === 'first') === (order === 'given') ? 'left' : 'right'
    })
    const [first = 'tie'] = wins
    return { item: of.id, winner: wins.every((each) => each === first) ? first : 'tie' }
  })
}

/** Shares of instructions that either side wins, or none. */
export function outcomeFigures(outcomes: readonly Outcome[]): UnitValues[] {
  const share = (metric: string, wanted: Outcome['winner']): UnitValues => ({
    metric,
    unit: 'fraction',
    values: outcomes.map(({ item, winner }) => ({ item, value: Number(winner === wanted) })),
  })
  return [share('left wins', 'left'), share('tie', 'tie'), share('right wins', 'right')]
}
