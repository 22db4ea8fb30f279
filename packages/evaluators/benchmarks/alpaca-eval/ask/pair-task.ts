import type { JudgeAnswer, JudgePrompt, JudgeTask, Readout } from '@retable/core'
import { askedOnce } from '../../../asking/asked-once.ts'
import { chatMessages, departsByMarks } from '../../../asking/chat-template.ts'
import { filledInTurn } from '../../../asking/fill.ts'
import { isLonger } from '../../../asking/longer.ts'
import { itemOfText } from '../../../judgements/item-of-text.ts'
import { isSwitched, judgedPreference, weightedJudge } from '../judges.ts'

/** A pair to be judged; output 1 is the baseline's. */
export interface Pair {
  readonly instruction: string
  readonly baseline: { readonly generator: string; readonly output: string }
  readonly output: string
  /** Further fields of its row. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** What all pairs of a file have in common. */
export interface PairOptions {
  /** In ChatML, with fields for instruction, output_1 and output_2. */
  readonly template: string
  readonly model: string
  readonly annotator: string
  readonly readout: Readout
}

/**
 * A pair as alpaca_eval asks it (`PairwiseAnnotator`, seed 0): one order, drawn by the instruction; equal outputs are not
 * asked and are a draw. Its row stands in the file without a preference too, since difficulties go by position.
 */
export function pairTask(pair: Pair, options: PairOptions): JudgeTask {
  const { instruction, baseline, output, more = {} } = pair
  const row = {
    ...{ instruction, output_1: baseline.output, generator_1: baseline.generator },
    ...{ output_2: output, generator_2: options.model, annotator: options.annotator, ...more },
  }
  if (baseline.output === output) {
    return { id: instruction, conversations: [], row: () => ({ ...row, preference: 1.5 }) }
  }
  const conversation = askedOnce('drawn', () => promptOf(pair, options), {
    hasVerdict: ([answer]) => preferenceOf(pair, answer, options.readout) !== null,
  })
  return {
    id: instruction,
    traits: {
      item: itemOfText(instruction),
      isFirst: isSwitched(instruction),
      isLonger: isLonger(output, baseline.output),
    },
    ...departsByMarks([instruction, baseline.output, output]),
    conversations: [conversation],
    row: ([answers = []]) => ({
      ...row,
      preference: preferenceOf(pair, answers[0], options.readout),
      raw_completion: completionOf(answers[0], options.readout),
    }),
    rowWithout: () => ({ ...row, preference: null }),
  }
}

/** The row of an instruction without an output: what is behind it keeps its position. */
export function placeTask(pair: Omit<Pair, 'output'>, { model, annotator }: PairOptions): JudgeTask {
  const { instruction, baseline, more = {} } = pair
  return {
    id: instruction,
    isPlace: true,
    conversations: [],
    row: () => ({
      ...{ instruction, output_1: baseline.output, generator_1: baseline.generator },
      ...{ output_2: '', generator_2: model, annotator, ...more, preference: null },
    }),
  }
}

/** Whether a row keeps a place alone. */
export function isPlace({ output_2: output, preference }: Readonly<Record<string, unknown>>): boolean {
  return output === '' && preference === null
}

function promptOf({ instruction, baseline, output }: Pair, { template, readout }: PairOptions): JudgePrompt {
  const shown = isSwitched(instruction) ? [output, baseline.output] : [baseline.output, output]
  const [first, second] = shown as [string, string]
  const values = { instruction, output_1: first, output_2: second }
  const prompt = chatMessages(template, (content) => filledInTurn(content, values))
  return readout === 'text'
    ? { prompt, sampling: { temperature: 0, topP: 1, maxTokens: 16 } }
    : { prompt, sampling: { temperature: 1, topP: 1, maxTokens: 1 }, logprobs: 5 }
}

function preferenceOf(
  { instruction }: Pair,
  answer: JudgeAnswer | undefined,
  readout: Readout,
): number | null {
  const completion = completionOf(answer, readout)
  if (completion === null) return null
  const preference = judgedPreference(weightedJudge, completion, instruction)
  // As alpaca_eval stores them.
  return preference === null ? null : Number(preference.toFixed(10))
}

/** The answer as the API gives it, which a file is read from again; null where what is to be read is not in it. */
function completionOf(answer: JudgeAnswer | undefined, readout: Readout) {
  if (answer === undefined) return null
  if (readout === 'text') return answer.text
  if (answer.firstToken === undefined) return null
  const top = answer.firstToken.map(([token, logprob]) => ({ token, logprob }))
  return { logprobs: { content: [{ top_logprobs: top }] }, text: answer.text }
}
