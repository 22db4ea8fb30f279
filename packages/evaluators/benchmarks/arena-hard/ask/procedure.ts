import type { Answering, JudgeProcedure, Message } from '@retable/core'
import { arenaConversation, judgmentOf } from '../../../asking/arena-conversation.ts'
import { questionTask } from '../../../asking/asked-once.ts'
import { readFastChatAnswers } from '../../../asking/fastchat-answers.ts'
import { formatted } from '../../../asking/fill.ts'
import { isLonger } from '../../../asking/longer.ts'
import { readLines, readText } from '../../../asking/read-text.ts'
import { shownIn } from '../../../asking/shown-in.ts'
import { labelVerdict, readLabel } from '../../../judgements/arena-label.ts'
import { judgementError } from '../../../judgements/json-rows.ts'
import { inOwnOrder } from '../../../judgements/orders.ts'
import { baselineModel } from '../battles.ts'
import { pairJudge } from '../judge.ts'
import { readArenaFile } from '../judgement-file.ts'
import { baselineAnswers, judgeConfig, questions } from './assets.ts'

interface Question {
  readonly uid: string
  readonly prompt: string
}

const answering: Answering = {
  source:
    'lmarena/arena-hard-auto at e4248e0, gen_answer.py: the question alone, temperature 0, 4,096 tokens',
  async tasks({ read, model }) {
    const all = await readLines<Question>(questions, read)
    return all.map(({ uid, prompt: content }) =>
      questionTask({ id: uid, content, maxTokens: 4096 }, (text) => ({
        ...{ question_id: uid, model_id: model },
        choices: [{ index: 0, turns: [{ content: text }] }],
      })),
    )
  },
}

/** Two games a question, the baseline first and then the model first; a `>>` counts three times. */
export const games: JudgeProcedure = {
  id: 'v0.1',
  version: '1',
  summary: 'a model’s answers against those of gpt-4-0314, in both orders',
  source: 'lmarena/arena-hard-auto at e4248e0, gen_judgment.py and config/judge_config.yaml',
  variant: 'v0.1',
  publishedJudge: 'gpt-4-1106-preview',
  subject: 'outputs',
  readouts: ['text'],
  prompts: [judgeConfig],
  whole: 500,
  data: [questions, baselineAnswers],
  file: { name: 'judgments.jsonl', form: 'lines' },
  shownIn: (judgements) =>
    shownIn(judgements, ['question_id'], ({ games }) => {
      const [first] = Array.isArray(games) ? (games as readonly Readonly<Record<string, unknown>>[]) : []
      return first?.['user_prompt']
    }),
  async tasks({ read, judge, model, outputs }) {
    const { system, template } = promptsIn(await readText(judgeConfig, read))
    const all = await readLines<Question>(questions, read)
    const baseline = answersIn(
      { bytes: await read(baselineAnswers), name: baselineAnswers.name },
      baselineModel,
    )
    const own = answersIn(outputs!, model)
    const known = new Set(all.map(({ uid }) => uid))
    const strange = [...own.keys()].find((id) => !known.has(id))
    if (strange !== undefined) {
      throw judgementError(`${outputs!.name}: ${JSON.stringify(strange)} is no question of Arena-Hard v0.1`)
    }
    return all.flatMap(({ uid, prompt: question }) => {
      const [first, second] = [baseline.get(uid), own.get(uid)]
      if (first === undefined || second === undefined) return []
      const orders = [
        [first, second],
        [second, first],
      ] as const
      const asked = orders.map(([a, b]): readonly Message[] => [
        { role: 'system', content: system },
        { role: 'user', content: formatted(template, { question_1: question, answer_1: a, answer_2: b }) },
      ])
      return [
        {
          id: uid,
          traits: { item: uid, isLonger: isLonger(second, first) },
          conversations: asked.map((messages, game) => arenaConversation(`game ${game + 1}`, messages)),
          row: (answers) => ({
            ...{ question_id: uid, model, judge },
            games: answers.map((each, game) => {
              const judgment = judgmentOf(each)
              return { user_prompt: asked[game]![1]!.content, judgment, score: readLabel(judgment) }
            }),
          }),
        },
      ]
    })
  },
  answering,
  verdictsIn(judgements) {
    const [labels = new Map<string, readonly (string | null)[]>()] = readArenaFile(judgements).labels.values()
    return new Map(
      [...labels].map(([question, games]) => {
        const shown = games.map((label) => labelVerdict(label)?.verdict ?? null)
        return [question, inOwnOrder(pairJudge, shown) ?? []]
      }),
    )
  },
}

function answersIn(file: Parameters<typeof readFastChatAnswers>[0], model: string) {
  const answers = readFastChatAnswers(file, model)
  const models = new Set(answers.map((each) => each.model))
  if (models.size > 1) {
    throw judgementError(`${file.name} holds answers of ${[...models].join(', ')}; give a file for each`)
  }
  return new Map(answers.map(({ question, turns }) => [question, turns[0]!]))
}

/** Both stand in the YAML as one line each that is JSON too. */
function promptsIn(yaml: string): { readonly system: string; readonly template: string } {
  const field = (name: string): unknown => JSON.parse(new RegExp(`^${name}: (.*)$`, 'm').exec(yaml)![1]!)
  const [template] = field('prompt_template') as [string]
  return { system: field('system_prompt') as string, template }
}
