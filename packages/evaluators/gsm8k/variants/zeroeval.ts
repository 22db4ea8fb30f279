import type { Variant } from '@retable/core'
import { firstNumber, sanitizeAnswer, sanitizeGold, zeroEvalAnswer } from '../../zeroeval/answer.ts'

/**
 * ZeroEval's task `gsm` (WildEval/ZeroEval at 8c1485e): the model is asked for JSON with the keys "reasoning" and
 * "answer". The answer is read by ZeroEval's whole chain, and its first number compared with the gold's as floats.
 *
 * Its "reasoning_length" counts code points and is averaged over the outputs that have an answer.
 */
export const zeroEval: Variant = {
  id: 'zeroeval',
  version: '1',
  summary: 'ZeroEval\'s chain: JSON "answer", else patterns, else a final box; first number, as a float',
  source: 'ZeroEval at 8c1485e, task gsm',
  unparsedVotes: false,
  measures: { reasoning_length: 'characters' },
  grade(output, { gold, fileName = '' }) {
    const { answer, reasoningLength } = zeroEvalAnswer(output, fileName)
    const right = sanitizeGold(gold)
    if (answer === null) return { extracted: null, gold: right, score: 0 }
    const extracted = sanitizeAnswer(answer)
    const [given, wanted] = [firstNumber(extracted), firstNumber(right)]
    const isRight = given !== undefined && wanted !== undefined && Number(given) === Number(wanted)
    return { extracted, gold: right, score: isRight ? 1 : 0, measures: { reasoning_length: reasoningLength } }
  },
}
