import type { Judge } from '@retable/core'
import { labelVerdict, readLabel, type LabelVerdict } from '../../judgements/arena-label.ts'

/**
 * GPT-4 Turbo between a baseline's and a model's answer, in both orders. Li et al., "From Crowdsourced Data to
 * High-Quality Benchmarks: Arena-Hard and BenchBuilder Pipeline", arXiv 2406.11939v2. A judge that gives no label is
 * asked once more to finish; its texts stand together in `judgment`.
 */
export const pairJudge: Judge<LabelVerdict> = {
  id: 'gpt-4-1106-preview',
  version: '1',
  source:
    'arXiv 2406.11939v2; lmarena/arena-hard-auto at e4248e0, config/judge_config.yaml and gen_judgment.py',
  asks: 'pair',
  order: 'both',
  promptSource:
    'lmarena/arena-hard-auto at e4248e0, config/judge_config.yaml (system_prompt, prompt_template)',
  parse: (text) => labelVerdict(readLabel(text)),
  ties: 0.5,
  errors: 'left out',
  aggregation:
    'Each game is a battle, a ">>" three of them, a tie half a win for each side; a game without exactly one of the five labels is none.',
}
