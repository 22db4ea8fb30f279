import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { BenchmarkComparison, Comparison } from '@retable/core'
import { expect, test } from 'vitest'
import { exactMcNemar, holmByHand } from './exact-mcnemar.ts'
import { retable, versionsFolder } from './testing-versions.ts'

const golden = process.env['RETABLE_GOLDEN']
if (!golden) throw new Error('RETABLE_GOLDEN names no folder of published raw outputs')
const gsm8k = path.resolve(golden, 'reasoning/gsm8k')

async function rows<T>(file: string): Promise<T[]> {
  const text = gunzipSync(await readFile(path.join(gsm8k, file))).toString('utf8')
  return text.trimEnd().split('\n').map((line) => JSON.parse(line) as T) // prettier-ignore
}

async function compared(folder: string, ...words: string[]): Promise<BenchmarkComparison[]> {
  const { stdout, stderr, exitCode } = await retable(folder, 'compare', ...words, '--json')
  expect(exitCode, stderr).toBe(0)
  return (JSON.parse(stdout) as Comparison[]).map(({ benchmarks }) => benchmarks[0]!)
}

/** Items that are right on one side alone. */
function discordant(before: readonly boolean[], after: readonly boolean[]) {
  const worse = before.filter((isRight, i) => isRight && !after[i]).length
  return { worse, better: after.filter((isRight, i) => isRight && !before[i]).length }
}

// statsmodels 0.15.0: mcnemar([[0, fell], [rose, 0]], exact=True).pvalue and multipletests(p, method='holm'), of the
// column "correct", which ZeroEval's own code gave.
test('models that ZeroEval published: counts, McNemar’s exact p and Holm’s', async () => {
  const names = [
    'gpt-4o-2024-05-13',
    'gpt-4o-2024-08-06',
    'Qwen2-7B-Instruct',
    'Llama-3.1-405B-Inst@sambanova',
  ]
  const sides = await Promise.all(
    names.map(async (name) => {
      const own = await rows<{ id: string; correct: boolean }>(`zeroeval/${name}.jsonl.gz`)
      return new Map(own.map(({ id, correct }) => [id, correct]))
    }),
  )
  const ids = [...sides[0]!.keys()]
  const counts = sides.slice(1).map((side) =>
    discordant(
      ids.map((id) => sides[0]!.get(id)!),
      ids.map((id) => side.get(id)!),
    ),
  )
  expect(counts).toEqual([
    { worse: 11, better: 22 },
    { worse: 220, better: 18 },
    { worse: 22, better: 29 },
  ])
  const files = names.map((name) => path.join(gsm8k, `zeroeval/${name}.jsonl.gz`))
  const found = await compared(
    await versionsFolder(),
    ...files,
    ...['--benchmark', 'gsm8k', '--variant', 'zeroeval'],
  )
  expect(found).toMatchObject(
    counts.map((each) => ({ ...each, items: { paired: 1319, baselineAlone: 0, candidateAlone: 0 } })),
  )
  const ps = counts.map(exactMcNemar)
  const statsmodels = [0.08014331245794892, 2.3896513760810345e-45, 0.4010619910279374]
  const holm = [0.16028662491589785, 7.168954128243104e-45, 0.4010619910279374]
  for (const [i, { difference, adjustedP }] of found.entries()) {
    for (const p of [ps[i]!, difference!.p]) expect(p / statsmodels[i]!).toBeCloseTo(1, 10)
    for (const p of [holmByHand(ps)[i]!, adjustedP!]) expect(p / holm[i]!).toBeCloseTo(1, 10)
  }
})

/** What lm-eval 0.4.13 itself found of the replayed outputs. */
interface Replayed {
  readonly doc_id: number
  readonly strict: string
  readonly strict_exact_match: number
  readonly flexible: string
  readonly flexible_exact_match: number
}

/** Writes outputs and what lm-eval found of them as it writes its samples, each filter's documents in a run. */
async function writeLog(
  folder: string,
  name: string,
  of: { readonly outputs: readonly string[]; readonly found: readonly Replayed[]; readonly shots?: number },
) {
  const { outputs, found, shots = 0 } = of
  const docs = await rows<{ question: string; answer: string }>('test.jsonl.gz')
  const row = (i: number, filter: 'strict' | 'flexible') => ({
    ...{ doc_id: i, doc: docs[i], target: docs[i]!.answer },
    arguments: { gen_args_0: { arg_0: `Question: ${docs[i]!.question}\nAnswer:`, arg_1: { until: [] } } },
    ...{ resps: [[outputs[i]]], filtered_resps: [found[i]![filter]] },
    ...{ filter: filter === 'strict' ? 'strict-match' : 'flexible-extract', metrics: ['exact_match'] },
    exact_match: found[i]![`${filter}_exact_match`],
  })
  const lines = (['strict', 'flexible'] as const).flatMap((filter) =>
    docs.map((_doc, i) => `${JSON.stringify(row(i, filter))}\n`),
  )
  await mkdir(path.join(folder, name))
  const file = path.join(name, 'samples_gsm8k_2026-11-23T20-47-52.347608.jsonl')
  await writeFile(path.join(folder, file), lines.join(''))
  const stated = {
    ...{ results: { gsm8k: {} }, 'n-shot': { gsm8k: shots } },
    'n-samples': { gsm8k: { original: 1319, effective: 1319 } },
  }
  const results = path.join(folder, name, 'results_2026-11-23T20-47-52.347608.json')
  await writeFile(results, JSON.stringify(stated))
  return file
}

/** Outputs of "Training Verifiers to Solve Math Word Problems" (arXiv 2110.14168), as they were replayed; or of ZeroEval. */
async function outputsOf(model: string): Promise<readonly string[]> {
  const [source, name] = [model.slice(0, model.indexOf('.')), model.slice(model.indexOf('.') + 1)]
  if (source === 'zeroeval') {
    const own = await rows<{ id: string; output: string }>(`zeroeval/${name}.jsonl.gz`)
    return own.map(({ output }) => output)
  }
  const own = await rows<Record<string, { solution: string }>>('example_model_solutions.jsonl.gz')
  return own.map((each) => each[name]!.solution.replaceAll('\nA: ', '\n#### '))
}

// statsmodels 0.15.0, as above, of lm-eval's own exact_match by item.
test.each([
  ['openai.6b_finetuning', 'openai.175b_finetuning', 'strict', 88, 260, 7.466006443046378e-21],
  ['openai.6b_verification', 'openai.175b_finetuning', 'strict', 209, 152, 0.003150656880360618],
  ['zeroeval.Qwen2-7B-Instruct', 'zeroeval.Phi-3.5-mini-instruct', 'flexible', 101, 154, 0.0010879292413610916], // prettier-ignore
] as const)(
  'two whole logs of lm-eval: %s and %s, %s',
  async (baseline, candidate, filter, worse, better, p) => {
    const folder = await versionsFolder()
    const [before, after] = await Promise.all(
      [baseline, candidate].map(async (model) => ({
        outputs: await outputsOf(model),
        found: await rows<Replayed>(`lm-eval-replay/${model}.jsonl.gz`),
      })),
    )
    const files = [await writeLog(folder, 'a', before!), await writeLog(folder, 'b', after!)]
    // A log says its benchmark itself, and the first of its scores is the one that is compared.
    const variant = filter === 'strict' ? [] : ['--variant', 'lm-eval-flexible']
    const [found] = await compared(folder, ...files, ...variant)
    const isRight = (each: Replayed) => each[`${filter}_exact_match`] === 1
    expect(discordant(before!.found.map(isRight), after!.found.map(isRight))).toEqual({ worse, better })
    expect(found).toMatchObject({
      ...{ setting: 'gsm8k', variant: { id: `lm-eval-${filter}` }, worse, better, notes: [], doubts: [] },
      items: { paired: 1319, baselineAlone: 0, candidateAlone: 0 },
      difference: { effect: expect.closeTo((better - worse) / 1319, 12), n: 1319 },
    })
    for (const each of [exactMcNemar({ worse, better }), found!.difference!.p]) {
      expect(each / p).toBeCloseTo(1, 10)
    }
  },
)

test('logs that state another way of asking are refused', async () => {
  const folder = await versionsFolder()
  const outputs = await outputsOf('openai.6b_finetuning')
  const found = await rows<Replayed>('lm-eval-replay/openai.6b_finetuning.jsonl.gz')
  const files = [
    await writeLog(folder, 'a', { outputs, found }),
    await writeLog(folder, 'b', { outputs, found, shots: 5 }),
  ]
  const { exitCode, stderr } = await retable(folder, 'compare', ...files)
  expect(exitCode).toBe(2)
  expect(stderr).toContain('gsm8k: examples before the question: 0 and 5')
})
