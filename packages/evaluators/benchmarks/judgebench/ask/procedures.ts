import {
  promptAsText,
  shownPrompts,
  type Asset,
  type Conversation,
  type JudgeProcedure,
  type Judgements,
  type JudgeTask,
  type Message,
  type ReadAsset,
} from '@retable/core'
import { askedOnce, readBy } from '../../../asking/asked-once.ts'
import { arenaConversation, judgmentOf } from '../../../asking/arena-conversation.ts'
import { renderedJinja } from '../../../asking/fill.ts'
import { isLonger } from '../../../asking/longer.ts'
import { readLines, readText } from '../../../asking/read-text.ts'
import { rewardConversation, rewardOf } from '../../../asking/reward-conversation.ts'
import { readLabel } from '../../../judgements/arena-label.ts'
import { jsonRows } from '../../../judgements/json-rows.ts'
import { arenaHard, vanilla } from '../judges.ts'
import { outputs } from '../leaderboard.ts'
import { judgedPair } from '../pair-rows.ts'

const repository =
  'https://raw.githubusercontent.com/ScalerLab/JudgeBench/e2c52c284e735e139b3daa61c206ee208f36c461'

const arenaSystem = template(
  'arena_hard_judge_system',
  '03f68010febd7a6405102ef882b4dd5a9700c56b2e1ff286d3b38f5d3a929bbf',
  1729,
)
const arenaPrompt = template(
  'arena_hard_judge_prompt',
  '16c2290ec6737343982773be71f80bd1caa8a8eaffe65077736586252ddda4c3',
  202,
)
const vanillaPrompt = template(
  'vanilla_prompt',
  '45d0b0bd8304b032c9b34a2fece15ac9ad5c241ef296aff9896e5d5666d77026',
  672,
)

/** Released judgements, of which the 350 pairs of GPT-4o's responses are read: a file of the pairs alone is not pinned. */
const pairs: Asset = outputs['o1-mini-2024-09-12']!

interface Pair {
  readonly pair_id: string
  readonly original_id: string
  readonly source: string
  readonly question: string
  readonly response_model: string
  readonly response_A: string
  readonly response_B: string
  readonly label: string
}

const common = {
  version: '1',
  variant: 'paper',
  publishedJudge: null,
  subject: 'pairs',
  readouts: ['text'],
  data: [pairs],
  file: { name: 'judgments.jsonl', form: 'lines' },
  verdictsIn,
} as const

/** Arena-Hard's prompt, both orders. */
export const arenaHardPairs: JudgeProcedure = {
  ...common,
  id: 'arena_hard',
  summary: 'Arena-Hard’s prompt and five labels, each pair in both orders',
  source: 'ScalerLab/JudgeBench at e2c52c2, utils/judges.py (ArenaHard) and run_judge.py',
  prompts: [arenaSystem, arenaPrompt],
  async tasks({ read, judge }) {
    const [system, user] = [await readText(arenaSystem, read), await readText(arenaPrompt, read)]
    return tasksOf(read, {
      name: 'arena_hard',
      judge,
      messages: (prompt, a, b) => [
        { role: 'system', content: renderedJinja(system, {}) },
        { role: 'user', content: renderedJinja(user, { prompt, answer_a: a, answer_b: b }) },
      ],
      conversation: arenaConversation,
      read: readDecision,
    })
  },
}

/** A bare answer, both orders; an answer that is neither is none. */
export const vanillaPairs: JudgeProcedure = {
  ...common,
  id: 'vanilla',
  summary: '“Output (a)” or “Output (b)” and nothing else, each pair in both orders',
  source: 'ScalerLab/JudgeBench at e2c52c2, utils/judges.py (Vanilla) and run_judge.py',
  prompts: [vanillaPrompt],
  async tasks({ read, judge }) {
    const user = await readText(vanillaPrompt, read)
    return tasksOf(read, {
      name: 'vanilla',
      judge,
      messages: (question, a, b) => [
        { role: 'user', content: renderedJinja(user, { question, answer_a: a, answer_b: b }) },
      ],
      conversation: (id, prompt) =>
        askedOnce(
          id,
          { prompt, sampling: { temperature: 0, topP: 1, maxTokens: 1024 } },
          readBy(vanilla.parse),
        ),
      read: ([answer]) => {
        const verdict = vanilla.parse(answer!.text)
        const decision = verdict === null ? null : verdict === 'first' ? 'A>B' : 'B>A'
        return { response: answer!.text, decision }
      },
    })
  },
}

/** A reward model's number for each response; which is shown first is nothing to it. */
export const rewardPairs: JudgeProcedure = {
  ...common,
  id: 'reward_model',
  summary: 'a number for each response by itself',
  source: 'ScalerLab/JudgeBench at e2c52c2, run_judge.py (--single_game) with a reward model',
  readouts: ['reward'],
  prompts: [],
  async tasks({ read, judge }) {
    const all = await readLines<Pair>(pairs, read)
    return all.map((pair) => {
      const own = pairFields(pair)
      const { question, response_A, response_B, pair_id } = own
      return {
        id: pair_id,
        traits: traitsOf(own),
        conversations: [
          rewardConversation('A', question, response_A),
          rewardConversation('B', question, response_B),
        ],
        row(answers) {
          const [score_A, score_B] = answers.map(([answer]) => rewardOf(answer!))
          return { ...own, judge_name: 'reward_model', judge_model: judge, score_A, score_B }
        },
      }
    })
  },
}

/** The same labels asked for in retable's own words: another prompt, and another number than the published one. */
export const ownWordedPairs: JudgeProcedure = {
  ...common,
  id: 'own',
  summary: 'five labels asked for in retable’s own words, each pair in both orders',
  otherWording: 'the judge was asked in retable’s own words, and no published figure is of them',
  source: 'retable’s own wording; a variant of its own beside the published prompts',
  prompts: [],
  async tasks({ read, judge }) {
    return tasksOf(read, {
      name: 'own',
      judge,
      messages: (instruction, a, b) => {
        const question = { instruction, responses: [a, b] }
        const [{ prompt } = { prompt: '' }] = shownPrompts(
          { ...arenaHard, order: 'given' },
          question,
          () => false,
        )
        return [{ role: 'user', content: promptAsText(prompt) }]
      },
      conversation: arenaConversation,
      read: readDecision,
    })
  },
}

interface Way {
  readonly name: string
  readonly judge: string
  readonly messages: (question: string, a: string, b: string) => readonly Message[]
  readonly conversation: (id: string, messages: readonly Message[]) => Conversation
  readonly read: (answers: Parameters<NonNullable<Conversation['hasVerdict']>>[0]) => {
    readonly response: string
    readonly decision: string | null
  }
}

/** Rows as run_judge.py writes them. */
async function tasksOf(read: ReadAsset, way: Way): Promise<readonly JudgeTask[]> {
  const all = await readLines<Pair>(pairs, read)
  return all.map((pair) => {
    const own = pairFields(pair)
    const { pair_id, question, response_A, response_B } = own
    const orders = [
      way.messages(question, response_A, response_B),
      way.messages(question, response_B, response_A),
    ]
    return {
      id: pair_id,
      traits: traitsOf(own),
      conversations: orders.map((messages, i) => way.conversation(i === 0 ? 'given' : 'swapped', messages)),
      row: (answers) => ({
        ...own,
        judge_name: way.name,
        judge_model: way.judge,
        judgments: answers.map((each, i) => {
          const { response, decision } = way.read(each)
          const prompt = orders[i]!.at(-1)!.content
          return { judgment: { judge_model: way.judge, prompt, response }, decision }
        }),
      }),
    }
  })
}

function readDecision(answers: Parameters<Way['read']>[0]): ReturnType<Way['read']> {
  const response = judgmentOf(answers)
  return { response, decision: readLabel(response)?.replace('>>', '>') ?? null }
}

function verdictsIn(judgements: Judgements) {
  const pairs = jsonRows(judgements).rows.map(({ value }) => judgedPair(value))
  return new Map(
    pairs.flatMap((pair) => (typeof pair === 'string' ? [] : [[pair.id, pair.verdicts] as const])),
  )
}

function traitsOf({ pair_id: item, response_A: a, response_B: b, label }: Pair) {
  return { item, isLonger: label === 'A>B' ? isLonger(a, b) : isLonger(b, a) }
}

/** What of a released row is no judgement. */
function pairFields(pair: Pair): Pair {
  const { pair_id, original_id, source, question, response_model, response_A, response_B, label } = pair
  return { pair_id, original_id, source, question, response_model, response_A, response_B, label }
}

function template(name: string, sha256: string, bytes: number): Asset {
  const path = `utils/templates/${name}.jinja2`
  return { name: `judgebench/${path}`, url: `${repository}/${path}`, sha256, bytes, licence: 'NONE' }
}
