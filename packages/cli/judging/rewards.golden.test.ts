import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import {
  openFakeServer,
  openPlayback,
  StoredAnswers,
  type Behaviour,
  type ReceivedRequest,
} from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { emptyFolder, retable } from '../evals/eval-cli.ts'
import { judged, limit, metric } from './judge-cli.ts'
import { golden, lines, mirrored } from './mirrored.ts'

/** A reward model behind a route, that gives a response of a prompt a number. */
function rewards(of: (prompt: string, response: string) => number) {
  return ({ method, path: place, body }: ReceivedRequest): Behaviour => {
    if (method === 'GET') return { kind: 'answer', body: { object: 'list', data: [{ id: 'rm' }] } }
    const usage = { prompt_tokens: 9 }
    if (place === '/v1/score') {
      const score = of(body['text_1'] as string, body['text_2'] as string)
      return { kind: 'answer', body: { data: [{ index: 0, score }], usage } }
    }
    if (place === '/v1/rerank') {
      const [document = ''] = body['documents'] as readonly string[]
      return {
        kind: 'answer',
        body: { results: [{ index: 0, relevance_score: of(body['query'] as string, document) }] },
      }
    }
    if (place === '/classify') {
      const [user, assistant] = body['messages'] as readonly { readonly content: string }[]
      return {
        kind: 'answer',
        body: { data: [{ index: 0, probs: [of(user!.content, assistant!.content)], num_classes: 1 }] },
      }
    }
    return { kind: 'answer', status: 404, body: { error: { message: 'Not Found' } } }
  }
}

interface Row {
  readonly question: string
  readonly response_A: string
  readonly response_B: string
  readonly judgments: readonly [{ readonly judgment: { readonly scores: readonly [number, number] } }]
}

test('the stored scores of Skywork’s reward model give its row of JudgeBench’s table', limit, async () => {
  const folder = await emptyFolder()
  const file =
    'outputs/dataset=judgebench,response_model=gpt-4o-2024-05-13,judge_name=reward_model,judge_model=Skywork_Skywork-Reward-Gemma-2-27B.jsonl'
  const scores = new Map<string, number>()
  for (const { question, response_A: a, response_B: b, judgments } of lines<Row>(
    await mirrored('ScalerLab/JudgeBench', file),
  )) {
    const [one, other] = judgments[0].judgment.scores
    scores.set(JSON.stringify([question, a]), one).set(JSON.stringify([question, b]), other)
  }
  await using server = await openFakeServer(
    rewards((prompt, response) => scores.get(JSON.stringify([prompt, response])) ?? -response.length),
  )
  const words = ['eval', 'judgebench', '--prompt', 'reward_model', '--model', 'rm', '--base-url', server.url]
  const found = await judged(folder, words)
  expect(found.failures).toEqual({ tasks: 350, withoutJudgement: 0, verdicts: 700, withoutVerdict: 0 })
  const published = JSON.parse(await golden('judging/judgebench/published.json')) as {
    readonly table3_reward_models: Readonly<Record<string, readonly number[]>>
  }
  const printed = published.table3_reward_models['Skywork_Skywork-Reward-Gemma-2-27B']!
  const names = ['knowledge', 'reasoning', 'math', 'coding', 'overall']
  expect(names.map((name) => Number((100 * metric(found, name)!).toFixed(2)))).toEqual(printed)
  const before = server.requests.length
  expect((await judged(folder, words)).metrics).toEqual(found.metrics)
  expect(server.requests.slice(before).filter(({ method }) => method === 'POST')).toEqual([])
})

interface Pair {
  readonly input: string
  readonly output_1: string
  readonly output_2: string
  readonly label: 1 | 2
}

/** LLMBar's pairs as RewardBench has them among its own. */
async function llmBarPairs() {
  const sets = {
    Natural: 'natural',
    'Adversarial/Neighbor': 'adver-neighbor',
    'Adversarial/GPTInst': 'adver-GPTInst',
    'Adversarial/GPTOut': 'adver-GPTOut',
    'Adversarial/Manual': 'adver-manual',
  }
  const pairs: Record<'id' | 'subset' | 'prompt' | 'chosen' | 'rejected', string>[] = []
  for (const [set, name] of Object.entries(sets)) {
    const all = JSON.parse(
      await mirrored('princeton-nlp/LLMBar', `Dataset/LLMBar/${set}/dataset.json`),
    ) as readonly Pair[]
    for (const { input: prompt, output_1: one, output_2: two, label } of all) {
      const [chosen, rejected] = label === 1 ? [one, two] : [two, one]
      pairs.push({ id: String(pairs.length), subset: `llmbar-${name}`, prompt, chosen, rejected })
    }
  }
  return pairs
}

test(
  'RewardBench of one’s own copy: its 419 LLMBar items, by a language model and by a reward model',
  limit,
  async () => {
    const folder = await emptyFolder()
    const pairs = await llmBarPairs()
    expect(pairs).toHaveLength(419)
    await writeFile(path.join(folder, 'pairs.json'), JSON.stringify(pairs))
    // It names the longer answer whatever stands first, and on every tenth item nothing.
    const python = await mirrored('allenai/reward-bench', 'rewardbench/generative.py')
    const literals = python
      .split('prompt_v2 = (')[1]!
      .split('\n)')[0]!
      .match(/^ {4}(?:".*?(?<!\\)"(?= |$)|'.*?'(?= |$))/gm)!
    const system = literals.map((each) => each.trim().slice(1, -1)).join('')
    const answers = new StoredAnswers()
    const count = { right: 0, none: 0 }
    pairs.forEach(({ prompt, chosen, rejected }, i) => {
      const isNone = i % 10 === 0
      if (isNone) count.none += 1
      else if (chosen.length > rejected.length) count.right += 1
      for (const [a, b] of [
        [chosen, rejected],
        [rejected, chosen],
      ] as const) {
        const content = `[User Question]\n${prompt}\n\n[The Start of Assistant A's Answer]\n${a}\n[The End of Assistant A's Answer]\n\n[The Start of Assistant B's Answer]\n${b}\n[The End of Assistant B's Answer]`
        const isA = a === chosen ? chosen.length > rejected.length : rejected.length >= chosen.length
        answers.add(
          [
            { role: 'system', content: system },
            { role: 'user', content },
          ],
          { text: isNone ? 'Neither.' : `[[${isA ? 'A' : 'B'}]]` },
        )
      }
    })
    await using server = await openPlayback(answers, { model: 'j' })
    const own = ['eval', 'reward-bench', '--data', 'pairs.json', '--model']
    const found = await judged(folder, [...own, 'j', '--base-url', server.url])
    expect(found.failures).toEqual({
      tasks: 419,
      withoutJudgement: 0,
      verdicts: 419,
      withoutVerdict: count.none,
    })
    // An answer without a verdict counts one half, as in the program.
    expect(metric(found, 'accuracy')).toBeCloseTo((count.right + count.none / 2) / 419, 12)

    await using model = await openFakeServer(rewards((_, response) => response.length))
    for (const route of ['score', 'rerank', 'classify']) {
      const words = [
        ...own,
        'rm',
        '--prompt',
        'reward-model',
        '--reward-route',
        route,
        '--base-url',
        model.url,
      ]
      const right = pairs.filter(({ chosen, rejected }) => chosen.length > rejected.length).length
      expect(metric(await judged(folder, words), 'accuracy')).toBeCloseTo(right / 419, 12)
    }
  },
)

test('what is no reward model is refused before any pair is asked', limit, async () => {
  const folder = await emptyFolder()
  await writeFile(
    path.join(folder, 'pairs.json'),
    JSON.stringify([{ id: '1', subset: 'llmbar-natural', prompt: 'p', chosen: 'a', rejected: 'b' }]),
  )
  for (const [value, message] of [
    [
      () => 0.5,
      'by the route score the endpoint gives 0.5 for two unlike responses: that is no reward model',
    ],
    [() => Number.NaN, 'by the route score the endpoint gives no finite number for a response: '],
  ] as const) {
    await using server = await openFakeServer(rewards(value))
    const words = [
      'eval',
      'reward-bench',
      '--data',
      'pairs.json',
      '--prompt',
      'reward-model',
      '--model',
      'rm',
      '--base-url',
      server.url,
      '--fresh',
    ]
    const { exitCode, stderr } = await retable(folder, words)
    expect(exitCode).toBe(3)
    expect(stderr).toContain(message)
    const posted = server.requests.filter(({ method }) => method === 'POST')
    expect(posted.every(({ body }) => body['text_1'] === 'What is the capital of France?')).toBe(true)
  }
})

test(
  'a route that the server lacks is told with the option that names another, which judge has too',
  limit,
  async () => {
    const folder = await emptyFolder()
    await writeFile(
      path.join(folder, 'pairs.json'),
      JSON.stringify([{ id: '1', subset: 'llmbar-natural', prompt: 'p', chosen: 'aa', rejected: 'b' }]),
    )
    const serve = rewards((_, response) => response.length)
    await using server = await openFakeServer((request) =>
      request.path === '/v1/score' ? serve({ ...request, path: '/nowhere' }) : serve(request),
    )
    const words = ['judge', 'reward-bench', '--data', 'pairs.json', '--prompt', 'reward-model']
    const all = [...words, '--judge-model', 'rm', '--base-url', server.url]
    const { exitCode, stderr } = await retable(folder, all)
    expect(exitCode).toBe(3)
    expect(stderr).toContain('the endpoint lacks the route score, or the model: ')
    expect(stderr).toContain('--reward-route names another route')
    expect(metric(await judged(folder, [...all, '--reward-route', 'rerank']), 'accuracy')).toBe(1)
  },
)
