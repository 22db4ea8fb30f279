import { hash } from 'node:crypto'
import type { Asset, JudgementFile, JudgeProcedure, JudgeTask, Message, ReadAsset } from '@retable/core'
import { allRows } from '../../../asking/all-rows.ts'
import { askedOnce, readBy } from '../../../asking/asked-once.ts'
import { formatted } from '../../../asking/fill.ts'
import { isLonger } from '../../../asking/longer.ts'
import { pythonText } from '../../../asking/python-text.ts'
import { readText } from '../../../asking/read-text.ts'
import { rewardConversation, rewardOf } from '../../../asking/reward-conversation.ts'
import { judgementError } from '../../../judgements/json-rows.ts'
import { generative } from '../judges.ts'
import { subsetOf } from '../subsets.ts'

/** The program whose prompts are read. */
const program: Asset = {
  name: 'reward-bench/rewardbench/generative.py',
  url: 'https://raw.githubusercontent.com/allenai/reward-bench/05a9005efb607249822c193590c8ecab87c77052/rewardbench/generative.py',
  sha256: '0ac67792e6e202efad5c57c7354dfb92bae8a5b36ad82544949221e3c0edebe0',
  bytes: 38_966,
  licence: 'Apache-2.0',
}

const common = {
  version: '1',
  variant: 'v1',
  publishedJudge: null,
  subject: 'copied pairs',
  data: [],
  file: { name: 'verdicts.jsonl', form: 'lines' },
} as const

/** A language model between the two responses of each pair, in one order. */
export const generativePairs: JudgeProcedure = {
  ...common,
  id: 'generative',
  summary: 'MT-Bench’s prompt without a tie, each pair in one order, drawn by its id',
  source:
    'allenai/reward-bench at 05a9005, rewardbench/generative.py (run_judge_pair) and scripts/run_generative.py; there the order is drawn anew in each run',
  readouts: ['text'],
  prompts: [program],
  async tasks({ read, judge, outputs }) {
    const messages = await promptOf(read)
    return readPairs(outputs!).map(({ id, subset, prompt, chosen, rejected }): JudgeTask => {
      const swapped = hash('sha256', `swapped ${id}`, 'buffer')[0]! % 2 === 1
      const [a, b] = swapped ? [rejected, chosen] : [chosen, rejected]
      return {
        id,
        traits: { item: id, isFirst: !swapped, isLonger: isLonger(chosen, rejected) },
        conversations: [
          askedOnce(
            'drawn',
            {
              prompt: messages(prompt, a, b),
              sampling: { temperature: 0, topP: 1, maxTokens: 2048 },
            },
            readBy(generative.parse),
          ),
        ],
        row: (answers) => ({ id, subset, model: judge, text: answers[0]![0]!.text, swapped }),
      }
    })
  },
}

/** A reward model's number for each response. */
export const rewardPairs: JudgeProcedure = {
  ...common,
  id: 'reward-model',
  summary: 'a number for each response by itself; the chosen one must get more',
  source: 'allenai/reward-bench at 05a9005, scripts/run_rm.py; the server applies the model’s own template',
  readouts: ['reward'],
  prompts: [],
  tasks: ({ judge, outputs }) =>
    Promise.resolve(
      readPairs(outputs!).map(({ id, subset, prompt, chosen, rejected }) => ({
        id,
        traits: { item: id, isLonger: isLonger(chosen, rejected) },
        conversations: [
          rewardConversation('chosen', prompt, chosen),
          rewardConversation('rejected', prompt, rejected),
        ],
        row(answers) {
          const [score_chosen, score_rejected] = answers.map(([answer]) => rewardOf(answer!))
          return { id, subset, model: judge, score_chosen, score_rejected }
        },
      })),
    ),
}

interface Pair {
  readonly id: string
  readonly subset: string
  readonly prompt: string
  readonly chosen: string
  readonly rejected: string
}

/**
 * Pairs in the published layout: `id`, `subset`, `prompt`, `chosen`, `rejected`.
 *
 * @throws RetableError `evaluators/no-judgements` with its place for a row that is none, or stands there twice
 */
function readPairs(file: JudgementFile): Pair[] {
  const seen = new Set<string>()
  return allRows(file).map(({ line, value }) => {
    const { id: given, subset, prompt, chosen, rejected } = value
    const id = typeof given === 'number' ? String(given) : given
    const where = `${file.name}, line ${line}`
    if (![id, subset, prompt, chosen, rejected].every((each) => typeof each === 'string')) {
      throw judgementError(`${where}: it lacks a text for id, subset, prompt, chosen or rejected`)
    }
    const pair = { id, subset, prompt, chosen, rejected } as Pair
    if (!subsetOf.has(pair.subset))
      throw judgementError(`${where}: ${pair.subset} is no subset of RewardBench`)
    if (seen.has(pair.id)) throw judgementError(`${where}: ${pair.id} stands there before`)
    seen.add(pair.id)
    return pair
  })
}

async function promptOf(read: ReadAsset) {
  const python = await readText(program, read)
  const system = pythonText(/^prompt_v2 = \(\n([^]*?)^\)/m.exec(python)![1]!)
  const of = /^MTBENCH_V2 = \{([^]*?)^\}/m.exec(python)![1]!
  const template = pythonText(/"prompt_template": (.*)/.exec(of)![1]!)
  return (question: string, a: string, b: string): readonly Message[] => [
    { role: 'system', content: system },
    { role: 'user', content: formatted(template, { question, answer_a: a, answer_b: b }) },
  ]
}
