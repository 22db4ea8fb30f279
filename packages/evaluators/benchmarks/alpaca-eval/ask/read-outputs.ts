import type { JudgementFile } from '@retable/core'
import { jsonArray } from '../../../judgements/json-array.ts'
import { judgedOnce } from '../../../judgements/judged-once.ts'
import { judgementError } from '../../../judgements/json-rows.ts'

/**
 * Outputs by instruction, of a model_outputs.json of alpaca_eval: a JSON array of rows with `instruction` and `output`.
 *
 * @throws RetableError `evaluators/no-judgements` for a row that is none, a repeated instruction, and one that is not known
 */
export function readModelOutputs(
  file: JudgementFile,
  known: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const outputs = new Map<string, string>()
  const repeated = judgedOnce()
  for (const [i, { instruction, output }] of jsonArray(file).elements.entries()) {
    const where = `${file.name}, row ${i + 1}`
    if (typeof instruction !== 'string' || typeof output !== 'string') {
      throw judgementError(`${where}: it lacks a text for instruction or output; name a model_outputs.json`)
    }
    const reason = repeated(instruction, 'its instruction')
    if (reason !== null) throw judgementError(`${where}: ${reason}; keep one of the two`)
    if (!known.has(instruction)) {
      throw judgementError(
        `${where}: its instruction is none of AlpacaEval's ${known.size}, character by character: ${JSON.stringify(instruction.slice(0, 60))}`,
      )
    }
    outputs.set(instruction, output)
  }
  if (outputs.size === 0) throw judgementError(`${file.name} holds no outputs; name a model_outputs.json`)
  return outputs
}
