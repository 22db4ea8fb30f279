import type { JudgementFile } from '@retable/core'
import { allRows } from '../../../asking/all-rows.ts'
import { judgementError } from '../../../judgements/json-rows.ts'

/**
 * Outputs by instruction, of a model_outputs.json of alpaca_eval, or the same rows as JSON Lines: `instruction`, `output`.
 *
 * @throws RetableError `evaluators/no-judgements` for a row that is none, a repeated instruction, and one that is not known
 */
export function readModelOutputs(
  file: JudgementFile,
  known: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const outputs = new Map<string, string>()
  for (const { line, value } of allRows(file)) {
    const { instruction, output } = value
    const where = `${file.name}, row ${line}`
    if (typeof instruction !== 'string' || typeof output !== 'string') {
      throw judgementError(
        `${where}: it lacks a text for instruction or output; name a model_outputs.json, or write its rows so`,
      )
    }
    if (outputs.has(instruction))
      throw judgementError(`${where}: its instruction has an output in an earlier row; keep one of the two`)
    if (!known.has(instruction)) {
      throw judgementError(
        `${where}: its instruction is none of AlpacaEval's ${known.size}, character by character: ${JSON.stringify(instruction.slice(0, 60))}; take it as the data set has it, or leave the row out`,
      )
    }
    outputs.set(instruction, output)
  }
  return outputs
}
