import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openPlayback, StoredAnswers } from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { emptyFolder } from '../evals/eval-cli.ts'
import { judged, limit, metric } from './judge-cli.ts'
import { golden, lines, mirrored } from './mirrored.ts'

const repository = 'lmarena/arena-hard-auto'
const again = 'continue your judgment and finish by outputting a final verdict label'

interface Battle {
  readonly question_id: string
  readonly model_a: string
  readonly model_b: string
  readonly winner: string
}
interface Answer {
  readonly uid: string
  readonly messages: readonly [unknown, { readonly content: { readonly answer: string } }]
}

async function judgePrompts() {
  const config = await mirrored(repository, 'config/judge_config.yaml')
  const line = (name: string) => config.split('\n').find((each) => each.startsWith(`${name}: `))!
  const system = JSON.parse(line('system_prompt').slice('system_prompt: '.length)) as string
  const [template] = JSON.parse(line('prompt_template').slice('prompt_template: '.length)) as [string]
  const parts = template.split(/\{\w+\}/)
  return (question: string, a: string, b: string) => [
    { role: 'system', content: system },
    { role: 'user', content: [parts[0], question, parts[1], a, parts[2], b, parts[3]].join('') },
  ]
}

async function answersOf(model: string) {
  const text = await mirrored(repository, `data/arena-hard-v0.1/model_answer/${model}.jsonl`)
  const rows = lines<Answer>(text).map(({ uid, messages }) => [uid, messages[1].content.answer] as const)
  return { text, byQuestion: new Map(rows) }
}

/**
 * Labels of a question's two games that come to the battles that the official programs counted: each game is three alike,
 * one, or none. The texts themselves are not at hand.
 */
function labelsOf(battles: readonly Battle[]): readonly [string, string] {
  const letters = battles.map(({ winner }) => ({ model_a: 'a', model_b: 'b' })[winner] ?? '=').join('')
  const games = ['', '=', 'a', 'b', 'aaa', 'bbb']
  const first = games.find((game) => letters.startsWith(game) && games.includes(letters.slice(game.length)))!
  const second = letters.slice(first.length)
  const label = (game: string, [a, b]: readonly [string, string]) =>
    ({
      '': '',
      '=': '[[A=B]]',
      a: `[[${a}>${b}]]`,
      b: `[[${b}>${a}]]`,
      aaa: `[[${a}>>${b}]]`,
      bbb: `[[${b}>>${a}]]`,
    })[game]!
  return [label(first, ['A', 'B']), label(second, ['B', 'A'])]
}

test.each(['gpt-4-0613', 'gpt-3.5-turbo-0125'])(
  '%s: verdicts that come to its official battles give its published score',
  limit,
  async (model) => {
    const folder = await emptyFolder()
    const prompt = await judgePrompts()
    const questions = lines<{ readonly uid: string; readonly prompt: string }>(
      await mirrored(repository, 'data/arena-hard-v0.1/question.jsonl'),
    )
    const [baseline, own] = [await answersOf('gpt-4-0314'), await answersOf(model)]
    const all = lines<Battle>(await golden('judge/arena_hard/battles_official_gpt-4-1106-preview.jsonl.gz'))
    const battles = Map.groupBy(
      all.filter((each) => each.model_b === model),
      (each) => each.question_id,
    )
    const answers = new StoredAnswers()
    let withoutVerdict = 0
    for (const { uid, prompt: question } of questions) {
      const labels = labelsOf(battles.get(uid) ?? [])
      const [a, b] = [baseline.byQuestion.get(uid)!, own.byQuestion.get(uid)!]
      for (const [game, messages] of [prompt(question, a, b), prompt(question, b, a)].entries()) {
        const text = `It comes to this: ${labels[game]}`
        answers.add(messages, { text })
        if (labels[game] !== '') continue
        withoutVerdict += 1
        const more = [...messages, { role: 'assistant', content: text }, { role: 'user', content: again }]
        answers.add(more, { text: 'I cannot say.' })
      }
    }
    await writeFile(path.join(folder, 'mine.jsonl'), own.text)
    const judge = 'gpt-4-1106-preview'
    await using server = await openPlayback(answers, { model: judge })
    const words = [
      'judge',
      'arena-hard',
      '--outputs',
      'mine.jsonl',
      '--judge-model',
      judge,
      '--base-url',
      server.url,
    ]
    const found = await judged(folder, words)
    expect(found.failures).toEqual({ tasks: 500, withoutJudgement: 0, verdicts: 1000, withoutVerdict })
    const table = (await golden('judge/arena_hard/leaderboard_20240731.csv'))
      .split('\n')
      .map((line) => line.split(','))
    const printed = table.find(([name]) => name === model)![table[0]!.indexOf('score')]
    expect(Number(metric(found, 'score')!.toFixed(2))).toBe(Number(printed))
    expect(metric(found, 'battles')).toBe([...battles.values()].flat().length)
  },
)

interface Judgement {
  readonly question_id: string
  readonly model: string
  readonly games: readonly {
    readonly user_prompt: string
    readonly judgment: string
    readonly score: string | null
  }[]
}

test('prompts are those that the official program wrote, word for word', limit, async () => {
  const folder = await emptyFolder()
  const stored = lines<Judgement>(await golden('judge/arena_hard/judgments_binaryfiddler_full.jsonl.gz'))
  const prompt = await judgePrompts()
  const questions = new Map(
    lines<{ readonly uid: string; readonly prompt: string }>(
      await mirrored(repository, 'data/arena-hard-v0.1/question.jsonl'),
    ).map((each) => [each.uid, each.prompt]),
  )
  const answer = (text: string, name: 'A' | 'B') =>
    text
      .split(`<|The Start of Assistant ${name}'s Answer|>\n`)[1]!
      .split(`\n<|The End of Assistant ${name}'s Answer|>`)[0]!
  const { model } = stored[0]!
  const own = stored.filter((row) => row.model === model)
  const baseline = await answersOf('gpt-4-0314')
  const outputs = own.map(({ question_id: id, games }) => ({
    question_id: id,
    model_id: model,
    output: answer(games[0]!.user_prompt, 'B'),
  }))
  await writeFile(path.join(folder, 'mine.json'), JSON.stringify(outputs))
  const answers = new StoredAnswers()
  for (const { question_id: id, games } of own) {
    const [a, b] = [baseline.byQuestion.get(id)!, answer(games[0]!.user_prompt, 'B')]
    for (const [game, messages] of [
      prompt(questions.get(id)!, a, b),
      prompt(questions.get(id)!, b, a),
    ].entries()) {
      answers.add(messages, { text: games[game]!.judgment.slice(1) })
    }
  }
  await using server = await openPlayback(answers, { model: 'm' })
  const words = [
    'judge',
    'arena-hard',
    '--outputs',
    'mine.json',
    '--judge-model',
    'm',
    '--base-url',
    server.url,
  ]
  const found = await judged(folder, words)
  const rows = lines<Judgement>(await readFile(found.file, 'utf8'))
  const scores = (all: readonly Judgement[]) =>
    Object.fromEntries(
      all.map(({ question_id: id, games }) => [id, games.map(({ score, judgment }) => [score, judgment])]),
    )
  expect(scores(rows)).toEqual(scores(own))
  expect(found.doubts).toEqual([])
  expect(found.departures).toEqual([
    '10 of 500 were judged: a part of the benchmark',
    'the judge is m; the published figures are of gpt-4-1106-preview, which is retired: not comparable',
  ])
})
