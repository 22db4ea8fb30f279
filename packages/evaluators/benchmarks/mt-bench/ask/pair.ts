import type { JudgeProcedure, JudgeTask } from '@retable/core'
import { askedOnce, readBy } from '../../../asking/asked-once.ts'
import { readFastChatAnswers } from '../../../asking/fastchat-answers.ts'
import { isLonger } from '../../../asking/longer.ts'
import { shownIn } from '../../../asking/shown-in.ts'
import { itemName } from '../../../judgements/names.ts'
import { pairJudge } from '../judges/pair.ts'
import { readGame, readRows } from '../pair-rows.ts'
import { judgePrompts, questions, references } from './assets.ts'
import { judgeSampling, readMtBench, referenceFields, type MtBench, type Question } from './questions.ts'
import { readAnswers } from './read-answers.ts'

/** The answers of two models held against each other, in both orders. */
export const pairGames: JudgeProcedure = {
  id: 'pair',
  version: '2',
  summary: 'two models’ answers, of one file, against each other in both orders',
  source: 'FastChat at 0e6d3e4, llm_judge/gen_judgment.py (pairwise-all) and common.py (play_a_match_pair)',
  variant: 'pair',
  publishedJudge: 'gpt-4',
  subject: 'outputs',
  readouts: ['text'],
  prompts: [judgePrompts],
  whole: 160,
  data: [questions, references],
  file: { name: 'pair.jsonl', form: 'lines' },
  shownIn: (judgements) =>
    shownIn(judgements, ['question_id', 'turn'], ({ g1_user_prompt: prompt }) => prompt),
  async tasks({ read, judge, model, outputs }) {
    const bench = await readMtBench(read)
    const answers = readAnswers(outputs!, model, { questions: bench.questions, models: 2 })
    // As FastChat sorts the models of a file list.
    const models = [...answers.keys()].toSorted() as [string, string]
    return bench.questions.flatMap((question) => {
      const both = models.map((each) => answers.get(each)!.get(String(question.id)))
      if (both.includes(undefined)) return []
      const turns = both as [readonly string[], readonly string[]]
      return ([1, 2] as const).map((turn) => pairTask(question, { turn, turns, models, bench, judge }))
    })
  },
  nameOf: (outputs) =>
    [...new Set(readFastChatAnswers(outputs, '').map(({ model }) => model))].toSorted().join(' and '),
  verdictsIn: (judgements) =>
    new Map(
      readRows(judgements).rows.map(({ question, turn, games }) => [
        itemName(question, String(turn)),
        games.map((winner) => winners[winner]),
      ]),
    ),
}

const winners = { model_1: 'first', model_2: 'second', tie: 'tie', error: null } as const

function pairTask(
  question: Question,
  of: {
    readonly turn: 1 | 2
    readonly turns: readonly [readonly string[], readonly string[]]
    readonly models: readonly [string, string]
    readonly bench: MtBench
    readonly judge: string
  },
): JudgeTask {
  const { turn, turns, models, bench, judge } = of
  const prompt = `${question.references === null ? 'pair-v2' : 'pair-math-v1'}${turn === 1 ? '' : '-multi-turn'}`
  const said = turns.map((each) => each.slice(0, turn).join('\n')) as [string, string]
  const games = [turns, [turns[1], turns[0]] as const].map(([a, b]) =>
    bench.messages(prompt, { ...valuesOf(question, turn, a, b), ...referenceFields(question, turn) }),
  )
  return {
    id: `${question.id}/${turn}`,
    item: String(question.id),
    traits: { item: itemName(String(question.id), String(turn)), isLonger: isLonger(...said) },
    conversations: games.map((messages, game) =>
      askedOnce(`game ${game + 1}`, { prompt: messages, sampling: judgeSampling }, readBy(pairJudge.parse)),
    ),
    row(answers) {
      const [first = '', second = ''] = answers.map(([answer]) => answer!.text)
      return {
        ...{ question_id: question.id, model_1: models[0], model_2: models[1] },
        ...{ g1_winner: readGame(first, 0), g2_winner: readGame(second, 1), judge: [judge, prompt] },
        ...{ g1_user_prompt: games[0]![1]!.content, g1_judgment: first },
        ...{ g2_user_prompt: games[1]![1]!.content, g2_judgment: second, turn },
      }
    },
  }
}

function valuesOf(
  { turns: [first, second] }: Question,
  turn: 1 | 2,
  a: readonly string[],
  b: readonly string[],
): Record<string, string> {
  if (turn === 1) return { question: first, answer_a: a[0]!, answer_b: b[0]! }
  return {
    ...{ question_1: first, question_2: second },
    ...{ answer_a_1: a[0]!, answer_a_2: a[1]!, answer_b_1: b[0]!, answer_b_2: b[1]! },
  }
}
