import { zeroEvalTable } from '../../zeroeval/results.ts'
import { zeroEvalOutputs } from './zeroeval-outputs.ts'

/** ZeroEval's table of math-l5: 43 models, four figures each; the raw outputs of all are pinned. */
export const zeroEvalLeaderboard = zeroEvalTable({
  id: 'zeroeval-math-l5',
  task: 'math-l5',
  summary: { sha256: '88d590dbea57952418d09de9a37f46a89fbae95f8b0bd166ec3f5cb464dd3eac', bytes: 6864 },
  outputs: zeroEvalOutputs,
})
