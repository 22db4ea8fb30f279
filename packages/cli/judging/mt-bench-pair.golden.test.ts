import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openPlayback, StoredAnswers } from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { emptyFolder } from '../evals/eval-cli.ts'
import { judged, limit } from './judge-cli.ts'
import { golden, lines, mirrored } from './mirrored.ts'

interface Games {
  readonly question_id: number
  readonly model_1: string
  readonly model_2: string
  readonly g1_winner: string
  readonly g2_winner: string
  readonly judge: readonly [string, string]
  readonly g1_user_prompt: string
  readonly g1_judgment: string
  readonly g2_user_prompt: string
  readonly g2_judgment: string
  readonly turn: number
}

/** An assistant's answer in a prompt of one turn. */
function answerOf(prompt: string, assistant: 'A' | 'B'): string {
  return prompt
    .split(`[The Start of Assistant ${assistant}'s Answer]\n`)[1]!
    .split(`\n[The End of Assistant ${assistant}'s Answer]`)[0]!
}

// Games of second turns were not stored: the server refuses them, and they are no judgement.
test('stored games of two models give the stored winners, and prompts are word for word', limit, async () => {
  const folder = await emptyFolder()
  const stored = lines<Games>(await golden('judge/mt_bench/pair_judgments_stefanstud_phi3.jsonl.gz'))
  const systems = new Map(
    lines<{ readonly name: string; readonly system_prompt: string }>(
      await mirrored('lm-sys/FastChat', 'fastchat/llm_judge/data/judge_prompts.jsonl'),
    ).map(({ name, system_prompt: system }) => [name, system]),
  )
  const answers = new StoredAnswers()
  for (const { judge, g1_user_prompt, g1_judgment, g2_user_prompt, g2_judgment } of stored) {
    const system = { role: 'system', content: systems.get(judge[1])! }
    answers.add([system, { role: 'user', content: g1_user_prompt }], { text: g1_judgment })
    answers.add([system, { role: 'user', content: g2_user_prompt }], { text: g2_judgment })
  }
  const outputs = stored.flatMap(({ question_id, model_1, model_2, g1_user_prompt: prompt }) => [
    { question_id, model_id: model_1, turns: [answerOf(prompt, 'A'), ''] },
    { question_id, model_id: model_2, turns: [answerOf(prompt, 'B'), ''] },
  ])
  await writeFile(path.join(folder, 'both.json'), JSON.stringify(outputs))
  await using server = await openPlayback(answers, { model: 'gpt-4' })
  const words = ['judge', 'mt-bench', '--prompt', 'pair', '--outputs', 'both.json', '--judge-model', 'gpt-4']
  const found = await judged(folder, [...words, '--base-url', server.url, '--max-failed', '100'])
  const rows = lines<Games>(await readFile(found.file, 'utf8'))
  const winners = (all: readonly Games[]) =>
    Object.fromEntries(
      all.map((row) => [`${row.question_id}/${row.turn}`, [row.g1_winner, row.g2_winner, row.judge]]),
    )
  expect(found.failures).toMatchObject({ tasks: 2 * stored.length, withoutJudgement: stored.length })
  expect(rows).toHaveLength(stored.length)
  expect(winners(rows)).toEqual(winners(stored))
})
