import type { Answering, JudgeProcedure, JudgeTask, Message } from '@retable/core'
import { askedOnce } from '../../../asking/asked-once.ts'
import { shownIn } from '../../../asking/shown-in.ts'
import { readRating, singleJudge } from '../judges/single.ts'
import { judgePrompts, questions, references } from './assets.ts'
import { judgeSampling, readMtBench, referenceFields, type MtBench, type Question } from './questions.ts'
import { readAnswers } from './read-answers.ts'

/** Temperatures of answers by category (FastChat at 0e6d3e4, llm_judge/common.py, temperature_config). */
const temperatures: Readonly<Record<string, number>> = {
  ...{ writing: 0.7, roleplay: 0.7, stem: 0.1, humanities: 0.1 },
}

/** How a model answers: both turns of a question in one conversation. */
export const answering: Answering = {
  source:
    'FastChat at 0e6d3e4, llm_judge/gen_model_answer.py: 1,024 tokens, temperature by category; a user’s turn alone, without a system prompt',
  async tasks({ read, model }) {
    const bench = await readMtBench(read)
    return bench.questions.map(({ id, category, turns }): JudgeTask => {
      const sampling = { temperature: temperatures[category] ?? 0, topP: 1, maxTokens: 1024 }
      return {
        id: String(id),
        conversations: [
          {
            id: 'answer',
            next(answers) {
              if (answers.length > 1) return null
              const said = answers.flatMap(({ text }, turn): Message[] => [
                { role: 'user', content: turns[turn]! },
                { role: 'assistant', content: text },
              ])
              return { prompt: [...said, { role: 'user', content: turns[answers.length]! }], sampling }
            },
          },
        ],
        row: ([answers = []]) => ({
          ...{ question_id: id, model_id: model },
          choices: [{ index: 0, turns: answers.map(({ text }) => text) }],
        }),
      }
    })
  },
}

/** Each turn of each answer rated by itself, from 1 to 10. */
export const singleRatings: JudgeProcedure = {
  id: 'single',
  version: '2',
  summary: 'each turn of a model’s answers rated from 1 to 10',
  source: 'FastChat at 0e6d3e4, llm_judge/gen_judgment.py (single) and common.py (run_judge_single)',
  variant: 'single',
  publishedJudge: 'gpt-4',
  subject: 'outputs',
  readouts: ['text'],
  prompts: [judgePrompts],
  whole: 160,
  data: [questions, references],
  file: { name: 'single.jsonl', form: 'lines' },
  shownIn: (judgements) => shownIn(judgements, ['question_id', 'turn'], ({ user_prompt: prompt }) => prompt),
  async tasks({ read, judge, model, outputs }) {
    const bench = await readMtBench(read)
    const answers = readAnswers(outputs!, model, { questions: bench.questions, models: 1 })
    const [[name, own] = [model, new Map<string, readonly string[]>()]] = answers
    return bench.questions.flatMap((question) => {
      const turns = own.get(String(question.id))
      if (turns === undefined) return []
      return ([1, 2] as const).map((turn) => ratingTask(question, { turn, turns, bench, judge, model: name }))
    })
  },
  answering,
}

function ratingTask(
  question: Question,
  of: {
    readonly turn: 1 | 2
    readonly turns: readonly string[]
    readonly bench: MtBench
    readonly judge: string
    readonly model: string
  },
): JudgeTask {
  const { turn, turns, bench, judge, model } = of
  const prompt = `${question.references === null ? 'single-v1' : 'single-math-v1'}${turn === 1 ? '' : '-multi-turn'}`
  const [first = '', second = ''] = turns
  const [asked, then] = question.turns
  const values =
    turn === 1
      ? { question: asked, answer: first }
      : { question_1: asked, answer_1: first, question_2: then, answer_2: second }
  const messages = bench.messages(prompt, { ...values, ...referenceFields(question, turn) })
  return {
    id: `${question.id}/${turn}`,
    item: String(question.id),
    conversations: [
      askedOnce(
        'rating',
        { prompt: messages, sampling: judgeSampling },
        { hasVerdict: ([answer]) => singleJudge.parse(answer!.text) !== null },
      ),
    ],
    row: ([answers = []]) => {
      const judgment = answers[0]!.text
      const user_prompt = messages[1]!.content
      const score = readRating(judgment) ?? -1
      return { question_id: question.id, model, judge: [judge, prompt], user_prompt, judgment, score, turn }
    },
  }
}
