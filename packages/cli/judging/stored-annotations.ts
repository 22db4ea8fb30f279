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

/** Released annotations of models whose raw completions are stored, by the sha256 of their file. */
export const annotationFiles = {
  'alpaca-7b': '41047c654c6c5ddc0290fb207367e3f458d22692045eb41927eb64103a2cb764',
  'claude-2': 'cb4ef83e4f77bc2106c53ec0645a47e0b704b6ff7d013936ef9e70f330ca264b',
} as const

export async function storedAnnotations(model: keyof typeof annotationFiles): Promise<StoredAnnotation[]> {
  return JSON.parse(await mirrored(annotationFiles[model])) as StoredAnnotation[]
}

/** What GPT-4 Turbo answered, by the prompt that alpaca_eval wrote: the order is the one that the golden data states. */
export async function answersTo(annotations: readonly StoredAnnotation[]): Promise<StoredAnswers> {
  const template = await mirrored('784227e6dc2832fc08c43d2c8ea3a308e7523780187a1aaad2f85e30bac85f62')
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
