import type { JudgeProcedure, ReadAsset } from '@retable/core'
import { questionTask } from '../../../asking/asked-once.ts'
import { readText } from '../../../asking/read-text.ts'
import { shownIn } from '../../../asking/shown-in.ts'
import { jsonArray } from '../../../judgements/json-array.ts'
import { judgementError } from '../../../judgements/json-rows.ts'
import { judgePrompt } from '../../alpaca-eval/ask/assets.ts'
import { pairTask } from '../../alpaca-eval/ask/pair-task.ts'
import { annotatorName, byLabel } from '../../alpaca-eval/ask/procedures.ts'
import { limitSetters, outputsOf } from '../assets.ts'
import { lengthInstructed, readLimits, readOutputs, statedLimit } from '../limits.ts'
import { wordCount } from '../word-count.ts'

/** What a file names as its one baseline; whose output an instruction's is stands in its row. */
const baselineName = 'shortest of three'

/** AlpacaEval 2's judge between a model's output and the shortest of three others; too long an output has lost unasked. */
export const limitedPairs: JudgeProcedure = {
  id: 'length-instructed',
  version: '2',
  summary: 'outputs within their limit against the shortest of three models’; longer ones have lost',
  source:
    'arXiv 2406.17744v1, section 3.1 (a draft was read); limits and baselines rebuilt, as the variant says',
  variant: 'length-instructed',
  publishedJudge: 'gpt-4-1106-preview',
  subject: 'outputs',
  readouts: ['log-probabilities', 'text'],
  otherReadout: byLabel,
  prompts: [judgePrompt],
  whole: 802,
  data: limitSetters.map(outputsOf),
  file: { name: 'annotations.json', form: 'array' },
  shownIn: (judgements) => shownIn(judgements, ['instruction'], ({ output_2: output }) => output),
  async tasks({ read, judge, model, outputs, readout }) {
    const template = await readText(judgePrompt, read)
    const [limits, baselines] = [await readLimits(read), await shortest(read)]
    const options = { template, model, annotator: annotatorName(judge, readout), readout }
    const given = readOutputs(outputs!)
    const [first] = given.broken
    if (first !== undefined) throw judgementError(`${outputs!.name}, line ${first.line}: ${first.reason}`)
    return given.outputs.flatMap((row) => {
      const { instruction } = statedLimit(row.instruction)
      const [maxWords, baseline] = [limits.maxWords.get(instruction), baselines.get(instruction)]
      if (maxWords === undefined || baseline === undefined) {
        throw judgementError(
          `${outputs!.name}: ${JSON.stringify(instruction.slice(0, 60))} is no instruction of AlpacaEval`,
        )
      }
      if (limits.excluded.has(instruction)) return []
      const { output, generator } = baseline
      const more = { max_len: maxWords, baseline: generator }
      const task = pairTask(
        { instruction, baseline: { output, generator: baselineName }, output: row.output, more },
        options,
      )
      if (wordCount(row.output) <= maxWords) return [task]
      const lost = { ...task.row([[]]), preference: 1 }
      return [{ id: instruction, conversations: [], row: () => lost }]
    })
  },
  answering: {
    source: 'arXiv 2406.17744v1, section 3: the instruction under its limit; temperature 0 and 2,048 tokens',
    async tasks({ read, model }) {
      const { maxWords, excluded } = await readLimits(read)
      return [...maxWords].flatMap(([instruction, most]) => {
        if (excluded.has(instruction)) return []
        const asked = lengthInstructed(instruction, most)
        return [
          questionTask({ id: instruction, content: asked, maxTokens: 2048 }, (output) => ({
            ...{ instruction: asked, output, generator: model },
          })),
        ]
      })
    },
  },
}

/** The output with the fewest words of each instruction, the first of equally short ones. */
async function shortest(read: ReadAsset) {
  const found = new Map<
    string,
    { readonly generator: string; readonly output: string; readonly words: number }
  >()
  for (const generator of limitSetters) {
    const asset = outputsOf(generator)
    const { elements } = jsonArray({ bytes: await read(asset), name: asset.name })
    for (const { instruction, output } of elements as unknown as { instruction: string; output: string }[]) {
      const words = wordCount(output)
      if (words < (found.get(instruction)?.words ?? Infinity))
        found.set(instruction, { generator, output, words })
    }
  }
  return found
}
