import type { Lab } from '@retable/core'
import { qualityOf, readInstruction } from '@retable/nano-tasks/length-limits'
import type { GradedValue, PairJudge, TestItem } from '../setup.ts'

/** The nano tier's judge: a rule that knows which words are right; equal qualities tie, and count a half as in AlpacaEval. */
export function judgeByQuality(lab: Lab): PairJudge {
  return (name, contests, most) =>
    lab.derive(
      name,
      { contests },
      (given) =>
        given.contests.map(({ id, instruction, responses }) => {
          const asked = readInstruction(instruction)
          const [baseline, response] = responses.map((text) => qualityOf(asked, text).quality)
          return { id, credit: response! > baseline! ? 1 : response! < baseline! ? 0 : 0.5 }
        }),
      most,
    )
}

/** Quality, and the share of a response's words that are right; 0 of an empty one. */
export function gradeResponse({ instruction }: TestItem, response: string): GradedValue[] {
  const { right, wrong, quality } = qualityOf(readInstruction(instruction), response)
  return [
    { metric: 'quality', unit: 'points', value: quality },
    { metric: 'right_words', unit: 'fraction', value: right === 0 ? 0 : right / (right + wrong) },
  ]
}
