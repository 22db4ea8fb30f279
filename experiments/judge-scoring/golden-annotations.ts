import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

interface Preferences {
  readonly model: string
  readonly annotator: string
  readonly preference: readonly (number | null)[]
  readonly index?: readonly number[] | null
  readonly len_1?: readonly number[] | null
  readonly len_2: readonly number[]
}

/**
 * Files of annotations of every model of the golden data, by name. The data hold lengths and preferences without texts,
 * and lengths are all that a fit needs: texts here are as long.
 */
export async function goldenAnnotations(golden: string): Promise<Map<string, string>> {
  const folder = path.join(golden, 'judge/alpaca_eval')
  const instructions = await lines<{ readonly reference_len_code_points: number }>(
    path.join(folder, 'instructions.jsonl.gz'),
  )
  const models = await lines<Preferences>(path.join(folder, 'weighted_preferences.jsonl.gz'))
  return new Map(
    models.map((of) => {
      const rows = of.preference.map((preference, row) => {
        const at = of.index?.[row] ?? row
        return {
          instruction: `instruction ${at}`,
          output_1: 'x'.repeat(of.len_1?.[row] ?? instructions[at]!.reference_len_code_points),
          output_2: 'x'.repeat(of.len_2[row]!),
          generator_1: 'gpt4_1106_preview',
          generator_2: of.model,
          annotator: of.annotator,
          preference,
        }
      })
      return [of.model, JSON.stringify(rows)]
    }),
  )
}

async function lines<T>(file: string): Promise<T[]> {
  const text = gunzipSync(await readFile(file)).toString('utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}
