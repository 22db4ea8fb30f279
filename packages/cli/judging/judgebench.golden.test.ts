import { openPlayback, StoredAnswers } from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { emptyFolder } from '../evals/eval-cli.ts'
import { judged, limit, metric } from './judge-cli.ts'
import { golden, lines, mirrored } from './mirrored.ts'

const repository = 'ScalerLab/JudgeBench'

interface Row {
  readonly question: string
  readonly response_A: string
  readonly response_B: string
  readonly judgments: readonly { readonly judgment: { readonly response: string } }[]
}

test('the stored answers of o1-mini give its row of the paper’s table', limit, async () => {
  const folder = await emptyFolder()
  const rows = lines<Row>(
    await mirrored(
      repository,
      'outputs/dataset=judgebench,response_model=gpt-4o-2024-05-13,judge_name=arena_hard,judge_model=o1-mini-2024-09-12.jsonl',
    ),
  )
  const template = (name: string) => mirrored(repository, `utils/templates/${name}.jinja2`)
  const system = await template('arena_hard_judge_system')
  const user = (await template('arena_hard_judge_prompt')).split(/\{\{\w+\}\}/)
  const answers = new StoredAnswers()
  for (const { question, response_A: one, response_B: two, judgments } of rows) {
    for (const [i, [a, b]] of [
      [one, two],
      [two, one],
    ].entries()) {
      const content = [user[0], question, user[1], a, user[2], b, user[3]].join('')
      const messages = [
        { role: 'system', content: system },
        { role: 'user', content },
      ]
      // Both attempts stand in one stored text, each behind a line break; one without a label ends with the second.
      const { response } = judgments[i]!.judgment
      const text = response.slice(1)
      answers.add(messages, { text })
      const again = 'continue your judgment and finish by outputting a final verdict label'
      const more = [...messages, { role: 'assistant', content: text }, { role: 'user', content: again }]
      answers.add(more, { text: '' })
    }
  }
  await using server = await openPlayback(answers, { model: 'o1-mini' })
  const found = await judged(folder, ['eval', 'judgebench', '--model', 'o1-mini', '--base-url', server.url])
  expect(found.failures).toMatchObject({ tasks: 350, withoutJudgement: 0 })
  const published = JSON.parse(await golden('judging/judgebench/published.json')) as {
    readonly table2_arena_hard_prompt: Readonly<Record<string, readonly number[]>>
  }
  const printed = published.table2_arena_hard_prompt['o1-mini-2024-09-12']!
  const names = ['knowledge', 'reasoning', 'math', 'coding', 'overall']
  expect(names.map((name) => Number((100 * metric(found, name)!).toFixed(2)))).toEqual(printed)
})
