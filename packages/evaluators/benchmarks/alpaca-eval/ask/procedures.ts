import type { Answering, JudgeProcedure, ReadAsset, Readout } from '@retable/core'
import { questionTask } from '../../../asking/asked-once.ts'
import { jsonArray } from '../../../judgements/json-array.ts'
import { readText } from '../../../asking/read-text.ts'
import { shownIn } from '../../../asking/shown-in.ts'
import { referenceOutputs } from '../assets.ts'
import { readAnnotations } from '../annotations.ts'
import { weightedJudge } from '../judges.ts'
import { judgePrompt } from './assets.ts'
import { isPlace, pairTask, placeTask } from './pair-task.ts'
import { readModelOutputs } from './read-outputs.ts'

/** Said where the label that a judge wrote is read, and not how likely each label was. */
export const byLabel =
  'Each verdict is a label and counts as a whole win or loss; the published judge’s is a probability.'

/** AlpacaEval 2's judge, asked as alpaca_eval asks it: a model's outputs against GPT-4 Turbo's. */
export const weightedPairs: JudgeProcedure = {
  id: 'weighted',
  version: '3',
  summary: 'a model’s outputs against those of gpt4_1106_preview, in an order drawn by the instruction',
  source: 'alpaca_eval at cd543a1, weighted_alpaca_eval_gpt4_turbo and PairwiseAnnotator (seed 0)',
  variant: 'weighted',
  publishedJudge: 'gpt-4-1106-preview',
  subject: 'outputs',
  readouts: ['log-probabilities', 'text'],
  otherReadout: byLabel,
  prompts: [judgePrompt],
  whole: 805,
  data: [referenceOutputs],
  file: { name: 'annotations.json', form: 'array' },
  async tasks({ read, judge, model, outputs, readout }) {
    const template = await readText(judgePrompt, read)
    const references = await readReferences(read)
    const given = readModelOutputs(outputs!, new Set(references.map(({ instruction }) => instruction)))
    const options = { template, model, annotator: annotatorName(judge, readout), readout }
    // Difficulties go by position: an instruction without an output keeps its place before those that have one.
    const last = references.findLastIndex(({ instruction }) => given.has(instruction))
    return references.slice(0, last + 1).map(({ instruction, output, generator, dataset }) => {
      const own = given.get(instruction)
      const pair = { instruction, baseline: { generator, output }, more: { dataset } }
      return own === undefined ? placeTask(pair, options) : pairTask({ ...pair, output: own }, options)
    })
  },
  answering: answeringOf((instruction) => instruction),
  shownIn: (judgements) =>
    shownIn(judgements, ['instruction'], (row) => (isPlace(row) ? null : row['output_2'])),
  outputsIn(stored) {
    const { rows, model } = readAnnotations(stored, weightedJudge)
    return rows
      .filter(({ output, preference }) => !isPlace({ output_2: output, preference }))
      .map(({ instruction, output }) => ({ instruction, output, ...(model !== '' && { generator: model }) }))
  },
}

/** As the file has the judge: verdicts by other means are another annotator's. */
export function annotatorName(judge: string, readout: Readout): string {
  return readout === 'text' ? `${judge} (text)` : judge
}

interface Reference {
  readonly instruction: string
  readonly output: string
  readonly generator: string
  readonly dataset: string
}

/** The evaluation set in its order, with the baseline's outputs. */
async function readReferences(read: ReadAsset): Promise<readonly Reference[]> {
  const { elements } = jsonArray({ bytes: await read(referenceOutputs), name: referenceOutputs.name })
  return elements as unknown as readonly Reference[]
}

/** How a model answers the evaluation set: each instruction is all that it is given. */
export function answeringOf(asked: (instruction: string) => string): Answering {
  return {
    source:
      'alpaca_eval at cd543a1: the instruction alone; temperature 0 and 2,048 tokens, since models choose their own',
    async tasks({ read, model }) {
      const references = await readReferences(read)
      return references.map(({ instruction }) =>
        questionTask({ id: instruction, content: asked(instruction), maxTokens: 2048 }, (output) => ({
          ...{ instruction, output, generator: model },
        })),
      )
    },
  }
}
