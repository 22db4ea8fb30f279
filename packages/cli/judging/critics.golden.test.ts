import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openPlayback, StoredAnswers, type PlayedMessage } from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { emptyFolder } from '../evals/eval-cli.ts'
import { judged, limit, metric } from './judge-cli.ts'
import { golden, lines, mirrored } from './mirrored.ts'

const autoJ = 'GAIR-NLP/auto-j'

/** A template of Auto-J's prompts, in the parts between its fields. */
async function templateOf(name: string) {
  const python = await mirrored(autoJ, 'codes/usage/constants_prompt.py')
  return python
    .split(`${name} = """`)[1]!
    .split('"""')[0]!
    .split(/\{\w+\}/)
}

const user = (content: string): PlayedMessage[] => [{ role: 'user', content }]

test('Auto-J’s verdicts on Eval-P give its published agreement and consistency', limit, async () => {
  const folder = await emptyFolder()
  const pairs = lines<Readonly<Record<'prompt' | 'response 1' | 'response 2', string>>>(
    await mirrored(autoJ, 'data/test/testdata_pairwise.jsonl'),
  )
  const verdicts = async (name: string) =>
    lines<{ readonly output: number }>(await mirrored(autoJ, `data/outputs/${name}`))
  const orders = [
    await verdicts('pairwise_example_output.jsonl'),
    await verdicts('pairwise_exchange_example_output.jsonl'),
  ]
  const parts = await templateOf('pairwise_tie')
  const words = ['Response 1', 'Response 2', 'Tie']
  const answers = new StoredAnswers()
  pairs.forEach(({ prompt, 'response 1': one, 'response 2': two }, i) => {
    for (const [order, [a, b]] of [
      [one, two],
      [two, one],
    ].entries()) {
      const text = `They differ. So, the final decision is ${words[orders[order]![i]!.output]}`
      answers.add(user([parts[0], prompt, parts[1], a, parts[2], b, parts[3]].join('')), { text })
    }
  })
  await using server = await openPlayback(answers, { model: 'auto-j' })
  const command = [
    'eval',
    'auto-j',
    '--model',
    'auto-j',
    '--base-url',
    server.url,
    '--out',
    path.join(folder, 'out'),
  ]
  const found = await judged(folder, command)
  expect(found.failures).toEqual({ tasks: 1392, withoutJudgement: 0, verdicts: 2784, withoutVerdict: 0 })
  const published = JSON.stringify(JSON.parse(await golden('judging/auto-j/published.json')))
  const agreement = (100 * metric(found, 'agreement')!).toFixed(2)
  // README of the repository: 54.96 of all.
  expect(agreement).toBe('54.96')
  expect(published).toContain(agreement)
})

test('Auto-J’s critiques on Eval-C are those that were released, with their ratings', limit, async () => {
  const folder = await emptyFolder()
  const queries = lines<Readonly<Record<'prompt' | 'response', string>>>(
    await mirrored(autoJ, 'data/test/testdata_critique.jsonl'),
  )
  const critiques = await mirrored(autoJ, 'data/outputs/critique_example_output.jsonl')
  const parts = await templateOf('single')
  const answers = new StoredAnswers()
  lines<{ readonly output: string }>(critiques).forEach(({ output: text }, i) => {
    const { prompt, response } = queries[i]!
    answers.add(user([parts[0], prompt, parts[1], response, parts[2]].join('')), { text })
  })
  await using server = await openPlayback(answers, { model: 'auto-j' })
  const command = ['eval', 'auto-j', '--prompt', 'single', '--model', 'auto-j', '--base-url', server.url]
  const found = await judged(folder, command)
  // One of 232 has no rating (measured of the released file).
  expect(found.failures).toEqual({ tasks: 232, withoutJudgement: 0, verdicts: 232, withoutVerdict: 1 })
})

interface Annotated {
  readonly index: number
  readonly question: string
  readonly response: string
  readonly gpt4_answer: string
  readonly gpt4_critique: { readonly aius: readonly string[] }
  readonly human_critique: {
    readonly critique: string
    readonly aius: readonly string[]
    readonly precision_labels: readonly boolean[]
    readonly recall_labels: readonly boolean[]
  }
}

test(
  'people’s labels on people’s critiques give their measured scores through MetaCritique’s prompts',
  limit,
  async () => {
    const folder = await emptyFolder()
    const repository = 'GAIR-NLP/MetaCritique'
    const system = async (name: string) => ({
      role: 'system',
      content: await mirrored(repository, `meta_critique/prompts/${name}.txt`),
    })
    const [extract, precision, recall] = [
      await system('extract_aius'),
      await system('precision'),
      await system('recall'),
    ]
    const items = JSON.parse(await mirrored(repository, 'data/annotation_data.json')) as readonly Annotated[]
    const answers = new StoredAnswers()
    const add = (instructions: PlayedMessage, content: string, text: string) =>
      answers.add([instructions, { role: 'user', content }], { text })
    const says = (holds: boolean) => `It was verified. Therefore, the claim is ${holds}.`
    for (const { question, response, gpt4_answer: reference, gpt4_critique, human_critique: own } of items) {
      add(extract, `input:\n${own.critique}\nclaims:\n`, own.aius.join('\n'))
      own.aius.forEach((unit, i) => {
        const given = `<input question>\n${question}\n\n<model-generated answer>\n${response}\n\n<reference answer>\n${reference}`
        add(precision, `${given}\n\n<claim>\n${unit}\n\n<verify claim>\n`, says(own.precision_labels[i]!))
      })
      gpt4_critique.aius.forEach((unit, i) => {
        add(
          recall,
          `<reference text>\n${own.critique}\n\n<claim>\n${unit}\n\n<verify claim>\n`,
          says(own.recall_labels[i]!),
        )
      })
    }
    const outputs = items.map(({ index, human_critique: { critique: output } }) => ({ index, output }))
    await writeFile(path.join(folder, 'people.json'), JSON.stringify(outputs))
    await using server = await openPlayback(answers, { model: 'people' })
    const command = [
      'judge',
      'meta-critique',
      '--outputs',
      'people.json',
      '--judge-model',
      'people',
      '--base-url',
      server.url,
    ]
    const found = await judged(folder, command)
    expect(found.failures).toMatchObject({ tasks: 100, withoutJudgement: 0, withoutVerdict: 0 })
    // Recomputed of the same labels from the authors' file: macro precision, recall and F1.
    const measured = ['precision', 'recall', 'f1'].map((name) => (100 * metric(found, name)!).toFixed(2))
    expect(measured).toEqual(['85.37', '50.97', '58.24'])
  },
)
