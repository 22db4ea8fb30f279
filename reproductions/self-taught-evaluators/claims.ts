import type { StatedClaim } from '@retable/core'

const row = (name: string, column = 'overall') => `table-1/${name}/${column}`
const seed = 'llama-3-70b-instruct-seed'
const iteration = (i: number) => `self-taught-iteration-${i}`
const helpSteer = (name: string, column: string) => `table-3/${name}/${column}`

/** The paper's claims; accuracies are RewardBench's where nothing else is said. */
export const claims: readonly StatedClaim[] = [
  {
    id: 'C1',
    statement: 'accuracy rises with every iteration, by less each time',
    cells: [row(seed), ...[1, 2, 3, 4, 5].map((i) => row(iteration(i)))],
  },
  {
    id: 'C2',
    statement: 'a majority vote over judgements adds a little',
    cells: [row(iteration(5)), row(`${iteration(5)}-majority-voting-32`)],
  },
  {
    id: 'C3',
    statement: 'synthetic pairs do at least as well as labelled ones',
    cells: [
      row(iteration(5)),
      row('llama-3-70b-instruct-sft-on-labeled-helpsteer2'),
      'table-1-sec-5/labeled-helpsteer2-iterative-training-5-iterations-plateau/overall',
    ],
  },
  {
    id: 'C4',
    statement: 'answers to a modified instruction are better losers than answers made bad on request',
    cells: [
      'sec-6-2/modified-instruction-worse-response-ours/overall',
      'sec-6-2/rewrite-the-answer-to-be-worse-prompt/overall',
    ],
  },
  {
    id: 'C5',
    statement: 'training raises the share of HelpSteer2 pairs that are judged right in both orders',
    cells: [
      helpSteer(seed, 'position-consistent-accuracy'),
      helpSteer('self-taught-final-iteration', 'position-consistent-accuracy'),
    ],
  },
  {
    id: 'C6',
    statement: 'the gain is in Chat Hard and Safety, and Chat does not rise',
    cells: ['chat-hard', 'safety', 'chat'].flatMap((section) => [
      row(seed, section),
      row(iteration(5), section),
    ]),
  },
  {
    id: 'C7',
    statement: 'the order of the two responses still matters after training',
    cells: ['table-9/winner-always-first/overall', 'table-9/loser-always-first/overall'],
  },
  {
    id: 'C8',
    statement: 'instructions that ask for reasoning are the best source of pairs',
    cells: ['reasoning-wildchat-20-582', 'safety-hh-rlhf', 'coding-wildchat', 'math-gsm8k'].map(
      (source) => `table-4/${source}/overall`,
    ),
  },
  {
    id: 'C9',
    statement: 'it is above GPT-4-0125 from the second iteration on',
    cells: [row('gpt-4-0125'), ...[2, 3, 4, 5].map((i) => row(iteration(i)))],
  },
]
