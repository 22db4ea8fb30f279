import { openPlayback, StoredAnswers } from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { emptyFolder } from '../evals/eval-cli.ts'
import { chatMl } from './chat-ml.ts'
import { judged, limit, metric } from './judge-cli.ts'
import { golden, mirrored } from './mirrored.ts'

const repository = 'princeton-nlp/LLMBar'
const sets = [
  'Natural',
  'Adversarial/Neighbor',
  'Adversarial/GPTInst',
  'Adversarial/GPTOut',
  'Adversarial/Manual',
]

type Order = 'swap = False' | 'swap = True'
interface ReleasedRow {
  readonly input: string
  readonly output_1: string
  readonly output_2: string
  readonly results: readonly unknown[]
}

/** What an evaluator answered on LLMBar's own five sets, by the prompts that evaluate.py wrote. */
async function answersOf(evaluator: string, auxiliary: readonly string[]): Promise<StoredAnswers> {
  const way = evaluator.split('/')[1]!
  const promptOf = (name: string) => mirrored(repository, `LLMEvaluator/evaluators/prompts/${name}.txt`)
  const [comparison, before] = [
    await promptOf(`comparison/${way}`),
    await Promise.all(auxiliary.map((name) => promptOf(`auxiliary/${name}`))),
  ]
  const texts = await Promise.all(
    sets.map((set) => mirrored(repository, `Dataset/LLMBar/${set}/evaluators/${evaluator}/result.json`)),
  )
  const rows = texts.flatMap((text) => JSON.parse(text) as ReleasedRow[])
  // The same instruction in two pairs was asked twice then, and may have two answers; the last stands for both here.
  const said = new Map(
    rows.map(({ input, results }) => [
      input,
      (results.slice(0, -1) as (readonly [string, string])[]).map(([text]) => text),
    ]),
  )
  const answers = new StoredAnswers()
  for (const { input, output_1: one, output_2: two, results } of rows) {
    const own = said.get(input)!
    own.forEach((text, i) => answers.add(chatMl(before[i]!, { input }), { text }))
    const given = Object.fromEntries(own.map((text, i) => [`auxiliary_input_${i}`, text]))
    const orders = results.at(-1) as Readonly<
      Record<Order, { readonly completion: readonly [string, string] }>
    >
    for (const order of ['swap = False', 'swap = True'] as const) {
      const [a, b] = order === 'swap = True' ? [two, one] : [one, two]
      answers.add(chatMl(comparison, { input, output_1: a, output_2: b, ...given }), {
        text: orders[order].completion[0],
      })
    }
  }
  return answers
}

type Statistics = Readonly<Record<'correct_average' | 'equal', string>>

/** The share that a printed statistic ends in: `93.5%`, `97 / 100 = 97.0%`. */
function share(printed: string): number {
  return Number(/([\d.]+)%$/.exec(printed)![1]) / 100
}

test.each([
  ['GPT-4/Vanilla_NoRules', []],
  ['ChatGPT/Vanilla_NoRules', []],
  ['GPT-4/Metrics_Reference', ['Metrics', 'Reference']],
] as const)(
  '%s: its stored answers give what was published of it on each set',
  limit,
  async (evaluator, auxiliary) => {
    const folder = await emptyFolder()
    await using server = await openPlayback(await answersOf(evaluator, auxiliary), { model: 'j' })
    const way = evaluator.split('/')[1]!
    const words = ['eval', 'llmbar', '--model', 'j', '--base-url', server.url, '--prompt', way]
    const found = await judged(folder, words)
    expect(found.failures).toMatchObject({ tasks: 419, withoutJudgement: 0, verdicts: 838 })
    const published = JSON.parse(await golden('judging/llmbar/statistics_published.json.gz')) as Readonly<
      Record<string, Readonly<Record<string, Statistics>>>
    >
    for (const set of sets) {
      const { correct_average: accuracy, equal } = published[`LLMBar/${set}`]![evaluator]!
      const name = set.split('/').at(-1)!
      expect(metric(found, `accuracy/${name}`)).toBeCloseTo(share(accuracy), 12)
      expect(metric(found, `agreement/${name}`)).toBeCloseTo(share(equal), 12)
    }
    // What comes before both orders is asked once, and so is what two pairs have in common.
    const posted = server.requests.filter(({ method }) => method === 'POST')
    const bodies = new Set(posted.map(({ body }) => JSON.stringify(body)))
    expect(posted).toHaveLength(bodies.size)
  },
)
