import { StoredAnswers } from '@retable/harness/testing'
import { golden, lines, mirrored } from './mirrored.ts'

/** A row of a released annotations.json. */
export interface StoredAnnotation {
  readonly instruction: string
  readonly output_1: string
  readonly output_2: string
  readonly preference: number
  readonly raw_completion: {
    readonly text: string
    readonly logprobs: {
      readonly content: readonly [
        { readonly top_logprobs: readonly { readonly token: string; readonly logprob: number }[] },
      ]
    }
  } | null
}

const repository = 'tatsu-lab/alpaca_eval'

/** Released annotations of a model's outputs by AlpacaEval 2's judge. */
export async function storedAnnotations(model: string): Promise<StoredAnnotation[]> {
  const text = await mirrored(repository, `results/${model}/weighted_alpaca_eval_gpt4_turbo/annotations.json`)
  return JSON.parse(text) as StoredAnnotation[]
}

/** What GPT-4 Turbo answered, by the prompt that alpaca_eval wrote: the order is the one that the golden data states. */
export async function answersTo(annotations: readonly StoredAnnotation[]): Promise<StoredAnswers> {
  const template = await mirrored(
    repository,
    'src/alpaca_eval/evaluators_configs/alpaca_eval_clf_gpt4_turbo/alpaca_eval_clf.txt',
  )
  const stated = lines<{ readonly instruction: string; readonly is_switched_seed0: boolean }>(
    await golden('judge/alpaca_eval/instructions.jsonl.gz'),
  )
  const switched = new Map(stated.map((each) => [each.instruction, each.is_switched_seed0]))
  const [, system = '', user = ''] = template
    .split(/<\|im_start\|>\w+\n/)
    .map((part) => part.replace('<|im_end|>', '').trim())
  const answers = new StoredAnswers()
  for (const { instruction, output_1: one, output_2: two, raw_completion: raw } of annotations) {
    if (raw === null || typeof raw !== 'object') continue
    const [m, M] = switched.get(instruction) ? [two, one] : [one, two]
    const parts = user.split(/\{(?:instruction|output_1|output_2)\}/)
    const content = [parts[0], instruction, parts[1], m, parts[2], M, parts[3]].join('')
    answers.add(
      [
        { role: 'system', content: system },
        { role: 'user', content },
      ],
      { text: raw.text, top: raw.logprobs.content[0].top_logprobs },
    )
  }
  return answers
}
