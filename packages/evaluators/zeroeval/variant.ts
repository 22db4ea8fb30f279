import type { Variant } from '@retable/core'
import { firstNumber, sanitizeAnswer, sanitizeGold, zeroEvalAnswer } from './answer.ts'

/**
 * ZeroEval's rule for tasks whose answer is a number (WildEval/ZeroEval at 8c1485e): the model is asked for JSON with
 * the keys "reasoning" and "answer". The answer is read by ZeroEval's whole chain, and its first number compared with
 * the gold's as floats.
 *
 * Its "reasoning_length" counts code points and is averaged over the outputs that have an answer.
 *
 * @param task - ZeroEval's name of the task: gsm or math-l5
 */
export function zeroEvalVariant(task: string): Variant {
  return {
    id: 'zeroeval',
    version: '1',
    summary: 'ZeroEval\'s chain: JSON "answer", else patterns, else a final box; first number, as a float',
    source: `ZeroEval at 8c1485e, task ${task}`,
    unparsedVotes: false,
    measures: { reasoning_length: 'characters' },
    grade(output, { gold, fileName = '' }) {
      const { answer, reasoningLength } = zeroEvalAnswer(output, fileName)
      const right = sanitizeGold(gold)
      if (answer === null) return { extracted: null, gold: right, score: 0 }
      const extracted = sanitizeAnswer(answer)
      const [given, wanted] = [firstNumber(extracted), firstNumber(right)]
      const isRight = given !== undefined && wanted !== undefined && Number(given) === Number(wanted)
      const measures = { reasoning_length: reasoningLength }
      return { extracted, gold: right, score: isRight ? 1 : 0, measures }
    },
  }
}
