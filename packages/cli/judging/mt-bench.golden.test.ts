import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openPlayback, StoredAnswers } from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { emptyFolder } from '../evals/eval-cli.ts'
import { judged, limit, metric } from './judge-cli.ts'
import { golden, lines, mirrored } from './mirrored.ts'

interface Rating {
  readonly question_id: number
  readonly model: string
  readonly judge: readonly [string, string]
  readonly user_prompt: string
  readonly judgment: string
  readonly score: number
  readonly turn: number
}
interface Prompt {
  readonly name: string
  readonly system_prompt: string
}

/** The two answers that a prompt of two turns shows. */
function answersIn(prompt: string): readonly [string, string] {
  const conversation = prompt.slice(prompt.indexOf("<|The Start of Assistant A's Conversation"))
  const [, first, second] =
    /### Assistant A:\n([\s\S]*)\n\n### User:\n[\s\S]*?\n\n### Assistant A:\n([\s\S]*)\n\n<\|The End/.exec(
      conversation,
    )!
  return [first!, second!]
}

const prompts = async () =>
  new Map(
    lines<Prompt>(await mirrored('lm-sys/FastChat', 'fastchat/llm_judge/data/judge_prompts.jsonl')).map(
      ({ name, system_prompt: system }) => [name, system],
    ),
  )

test.each(['claude-3-5-sonnet-20240620', 'claude-3-opus-20240229'])(
  'the stored ratings of %s come out again, and their means',
  limit,
  async (model) => {
    const folder = await emptyFolder()
    const stored = lines<Rating>(await golden('judge/mt_bench/single_judgments_muhan421_claude3.jsonl.gz'))
    const own = stored.filter((row) => row.model === model)
    const systems = await prompts()
    const answers = new StoredAnswers()
    for (const { judge, user_prompt: content, judgment } of own) {
      const system = { role: 'system', content: systems.get(judge[1])! }
      answers.add([system, { role: 'user', content }], { text: judgment })
    }
    const outputs = own
      .filter(({ turn }) => turn === 2)
      .map(({ question_id, user_prompt }) => ({
        question_id,
        model_id: model,
        choices: [{ index: 0, turns: answersIn(user_prompt) }],
      }))
    await writeFile(path.join(folder, 'mine.jsonl'), outputs.map((row) => JSON.stringify(row)).join('\n'))
    await using server = await openPlayback(answers, { model: 'gpt-4' })
    const words = [
      'judge',
      'mt-bench',
      '--outputs',
      'mine.jsonl',
      '--judge-model',
      'gpt-4',
      '--base-url',
      server.url,
    ]
    const found = await judged(folder, words)
    expect(found.failures).toEqual({ tasks: 160, withoutJudgement: 0, verdicts: 160, withoutVerdict: 0 })
    const expected = JSON.parse(await golden('judge/mt_bench/expected.json')) as {
      readonly single_judgments_muhan421_claude3: Readonly<
        Record<string, { readonly turn1: number; readonly turn2: number; readonly average: number }>
      >
    }
    const { turn1, turn2, average } = expected.single_judgments_muhan421_claude3[model]!
    expect(metric(found, 'score')).toBeCloseTo(average, 12)
    expect(metric(found, 'turn_1')).toBeCloseTo(turn1, 12)
    expect(metric(found, 'turn_2')).toBeCloseTo(turn2, 12)
    // Each row as FastChat wrote it.
    const rows = lines<Rating>(await readFile(found.file, 'utf8'))
    const byPlace = (all: readonly Rating[]) =>
      Object.fromEntries(
        all.map(({ question_id: id, turn, score, judge, user_prompt: prompt }) => [
          `${id}/${turn}`,
          [score, judge, prompt],
        ]),
      )
    expect(byPlace(rows)).toEqual(byPlace(own))
  },
)
