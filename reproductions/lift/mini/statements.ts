import type { Gate, StatedDifference } from '@retable/core'
import { testSets } from '../cells.ts'

const base = `base/${testSets.limits}`

/** What the base of the mini tier has to be able to do. */
export const miniGates: readonly Gate[] = [
  {
    of: { setting: base, metric: 'sound' },
    least: 0.7,
    statement:
      'The base has to write under limits: 70 % of its responses are sound (another program, which counted very short and undecided ones as sound, measured 84.5 and 90 % on seeds 11 and 12), so that what arms do differently is how long they write',
  },
  {
    of: { setting: base, metric: 'correlation_of_limit_and_words' },
    least: 0.2,
    statement:
      'The base has to read limits: theirs and its words go together by a correlation of 0.2 (another program measured 0.51 on seed 11), so that there is something to teach it about them',
  },
]

/** What was assumed or left out, and what to read the tier's numbers with. */
export const miniRemarks: readonly string[] = [
  'Assumed of the pairs: no judge compared their two responses. Each was compared by GPT-4 Turbo with the same output of a baseline, and the one that is ahead by 1 in log-odds is taken for the better.',
  'Every arm starts from the instruct model as it is published, without SFT, and takes the same number of steps: LIFT-DPO passes once over its pairs and DPO three times over a third as many, so that it is no matter of compute; DPO for one pass over its pairs is an arm of its own.',
  'The first seed runs every arm, every limit and responses without limits; the others base, DPO and LIFT-DPO under limits. What stands on one seed speaks of that seed’s models alone.',
  'Beside every share of broken limits stands how many texts are broken (empty, a group of four words three times and in over a twentieth of all, a word five times or up to thirty characters six times running), say the instruction back, were cut off, or have fewer than 5 words, and the share among the rest: a share that falls because texts break is no success.',
  'A response that is cut off below its limit counts as kept, and is undecided: it is not among the sound ones.',
  'The chat template is the model’s own; it puts the model’s default system prompt before every instruction, in training and in tests.',
  'Words are counted as the paper counts them, without its sentence splitter, by which a count may differ by a word here and there.',
  'There is no judge: whether responses are good is not measured.',
  'Texts are drawn many at once, and need not be equal between machines; claims rest on rates.',
]

/** What is known to differ from the paper. */
export const miniDifferences: readonly StatedDifference[] = [
  {
    of: 'model',
    statement: 'SmolLM2-135M-Instruct, published in 4 bits and dequantised, and not Llama 2 70B',
  },
  {
    of: 'data',
    statement:
      'pairs of public models’ short responses to AlpacaEval’s instructions, ranked through a common baseline, and not Open Assistant’s',
  },
  {
    of: 'benchmark version',
    statement:
      'instructions of 70 tokens at most of AlpacaEval, split into test and training ones, under a quarter of AlpacaEval-LI’s limits, within 10 and 80 words',
  },
  { of: 'sizes', statement: 'fewer pairs, steps and test instructions than the paper’s' },
  { of: 'method', statement: 'no SFT before DPO' },
  { of: 'method', statement: 'a low-rank adapter is trained, and not all weights' },
  {
    of: 'method',
    statement: 'the last checkpoint is taken; the paper chooses one by GPT-4 Turbo on 253 examples',
  },
  { of: 'decoding', statement: 'responses end after 128 tokens, and without a limit after 300' },
]
