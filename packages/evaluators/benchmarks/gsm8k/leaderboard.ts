import { zeroEvalTable } from '../../zeroeval/results.ts'
import { zeroEvalOutputs } from './zeroeval-outputs.ts'

/** ZeroEval's GSM8K table: 47 models, four figures each, of which 44 models' raw outputs are pinned. */
export const zeroEvalLeaderboard = zeroEvalTable({
  id: 'zeroeval',
  task: 'gsm',
  summary: { sha256: 'd5da25d061035a92cdc855619c9bd67928b344b2a2b1730d4604664dd5f69dff', bytes: 7530 },
  outputs: zeroEvalOutputs,
})
