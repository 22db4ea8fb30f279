import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { openAssets } from '@retable/assets'
import type { JudgeBenchmark } from '@retable/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findAnyBenchmark } from '../benchmarks/find-benchmark.ts'
import { scoreJudgements } from './score-judgements.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-judgements-'))
})
afterEach(() => rm(directory, { recursive: true }))

/** A benchmark of one's own: a line says which of two responses won. */
const module = `
export const benchmark = {
  kind: 'judge', id: 'mine', version: '1', title: 'Mine', citation: '', leaderboards: [],
  defaultVariant: 'wins',
  variants: [{
    id: 'wins', version: '1', summary: '', source: '',
    async measure({ bytes, name }) {
      const lines = new TextDecoder().decode(bytes).trim().split('\\n')
      if (lines[0] !== 'winner') throw new Error(name + ':1: has no column "winner"')
      const scores = lines.slice(1).map((line, i) => ({
        benchmark: 'mine', item: String(i), sample: 0, extracted: line, gold: 'A', score: line === 'A' ? 1 : 0,
      }))
      if (lines.includes('none.x')) undefined.x
      const value = scores.reduce((sum, { score }) => sum + score, 0) / scores.length
      const measurement = { name: 'win_rate', value, standardError: null, n: scores.length, unit: 'fraction', interval: null }
      const useless = { ...measurement, name: 'useless', value: 0 / 0 }
      const named = { models: ['m'], judges: [...new Set(lines.slice(1))] }
      return { measurements: [measurement, useless], scores: [...scores, ...scores], broken: [], notes: ['a note'], named }
    },
  }],
}`

async function score(bytes: string | Buffer, variant?: string) {
  const file = path.join(directory, 'verdicts.txt')
  await writeFile(file, bytes)
  const benchmark = await ownBenchmark()
  return scoreJudgements({ benchmark, file, variant, assets: openAssets({ directory }) })
}

async function ownBenchmark(): Promise<JudgeBenchmark> {
  const moduleFile = path.join(directory, 'mine.mjs')
  await writeFile(moduleFile, module)
  const benchmark = await findAnyBenchmark(moduleFile)
  if (!('kind' in benchmark)) throw new TypeError('a benchmark of judgements is wanted')
  return benchmark
}

test('a file of judgements is measured by a benchmark of one’s own, plain or gzipped', async () => {
  const result = await score('winner\nA\nB\nA\nA\n')
  expect(result).toMatchObject({
    benchmark: 'mine',
    variant: 'wins',
    n: 4,
    brokenLines: 0,
    models: ['m'],
    judges: ['A', 'B'],
    notes: [
      'The file mixes the judgements of several judges.',
      'a note',
      'useless has no value: nothing in the file gives it one.',
    ],
  })
  expect(result.metrics).toHaveLength(1)
  expect(result.metrics[0]).toMatchObject({ name: 'win_rate', value: 0.75 })
  expect((await score(gzipSync('winner\nA\n'))).n).toBe(1)
})

test('what is no such file, or half a gzip file, or an unknown variant, is said in a sentence', async () => {
  await expect(score('loser\n')).rejects.toMatchObject({
    code: 'harness/nothing-to-score',
    message: expect.stringMatching(/[\\/]verdicts\.txt:1: has no column "winner"$/),
  })
  await expect(score(gzipSync('winner\nA\n').subarray(0, 15))).rejects.toThrow('is not a whole gzip file')
  await expect(score('winner\n', 'losses')).rejects.toThrow('mine has no variant "losses"; it has: wins')
})

test('a folder is none, and what a benchmark of one’s own throws is said in its words', async () => {
  const own = { benchmark: await ownBenchmark(), assets: openAssets({ directory }) }
  const folder = scoreJudgements({ ...own, file: directory })
  await expect(folder).rejects.toMatchObject({ code: 'harness/unreadable', kind: 'usage' })
  await expect(folder).rejects.toThrow('is a folder; name the files in it')
  await expect(score('winner\nnone.x\n')).rejects.toMatchObject({ code: 'harness/nothing-to-score' })
})

test('a benchmark of one’s own is held to what it has to give, its judges and its scores too', async () => {
  let count = 0
  const own = async (text: string) => {
    count += 1
    const moduleFile = path.join(directory, `${count}.mjs`)
    const file = path.join(directory, 'verdicts.txt')
    await Promise.all([writeFile(moduleFile, text), writeFile(file, 'winner\nA\n')])
    const benchmark = (await findAnyBenchmark(moduleFile)) as JudgeBenchmark
    return scoreJudgements({ benchmark, file, assets: openAssets({ directory }) })
  }
  const judge = `{ id: 'j', version: '1', source: '', asks: 'pair', order: 'given', ties: 0.5, errors: 'left out', promptSource: 'p', parse: () => null, aggregation: 'mean' }`
  const judged = (text: string) => module.replace(`source: '',`, `source: '', judges: [${text}],`)
  expect((await own(judged(judge))).judgeRules).toMatchObject([{ id: 'j', ties: 0.5 }])
  for (const [field, wrong, wanted] of [
    ['ties', `'half'`, '"apart", "none" or a number from 0 to 1'],
    ['ties', '-3', '"apart", "none" or a number from 0 to 1'],
    ['ties', 'null', '"apart", "none" or a number from 0 to 1'],
    ['errors', 'NaN', '"left out" or a number'],
    ['parse', 'null', 'a function'],
    ['promptSource', `''`, 'a text, where no prompt is,'],
    ['asks', `'three'`, '"pair" or "single"'],
    ['aggregation', `''`, 'a text that is not empty'],
  ] as const) {
    await expect(own(judged(`{ ...${judge}, ${field}: ${wrong} }`))).rejects.toThrow(
      `no usable "variants[0].judges[0].${field}" (${wanted} is wanted)`,
    )
  }
  await expect(own(judged('null'))).rejects.toThrow('no usable "variants[0].judges[0]" (an object is wanted)')
  for (const [thrown, told] of [
    ['undefined', 'mjs: its measure threw for verdicts.txt: undefined'],
    [`'words'`, 'mjs: its measure threw for verdicts.txt: words'],
    ['new TypeError("x of null")', 'mjs: its measure threw for verdicts.txt: TypeError: x of null'],
    ['new Error("line 3 is odd")', 'line 3 is odd'],
  ] as const) {
    const text = module.replace('const lines', `throw ${thrown}; const lines`)
    await expect(own(text)).rejects.toMatchObject({
      code: 'harness/nothing-to-score',
      message: expect.stringMatching(new RegExp(`${told}$`)),
    })
  }
  const none = module.replace(
    'const lines',
    `return { measurements: [], scores: [], notes: [], broken: [{ kind: 'broken', line: 2, reason: 'odd' }] }; const lines`,
  )
  await expect(own(none)).rejects.toThrow('verdicts.txt: holds no judgement of mine (line 2: odd)')
  for (const [part, wrong, at, wanted] of [
    ['measurements', 'undefined', 'measurements', 'a list'],
    [
      'measurements',
      `[{ name: 'x', value: '1', n: 1, unit: 'fraction' }]`,
      'measurements[0].value',
      'a number',
    ],
    ['measurements', `[{ name: 'x', value: 1, n: 1 }]`, 'measurements[0].unit', 'a text'],
    [
      'measurements',
      `[{ name: 'x', value: 1, n: -1, unit: 'x' }]`,
      'measurements[0].n',
      'a number from 0 up',
    ],
    ['scores', '[{ score: 1 }]', 'scores[0].item', 'a text'],
    ['scores', '[null]', 'scores[0]', 'an object'],
    ['broken', '[null]', 'broken[0]', 'an object'],
    ['notes', '[5]', 'notes[0]', 'a text'],
    ['standIns', '5', 'standIns', 'a list of texts'],
    ['named', '{}', 'named.models', 'a list of texts'],
  ] as const) {
    const text = module.replace(
      /return \{ measurements.*\}/,
      (whole) => `return { ...(${whole.slice(7)}), ${part}: ${wrong} }`,
    )
    await expect(own(text)).rejects.toThrow(
      `variant wins gives for verdicts.txt has no usable "${at}" (${wanted} is wanted); JudgementScore`,
    )
  }
})

test('the judges of a variant stand in its result, beside those that the file names', async () => {
  const benchmark = (await findAnyBenchmark('mt-bench')) as JudgeBenchmark
  const file = path.join(directory, 'ratings.jsonl')
  await writeFile(file, '{"question_id": 81, "model": "m", "judge": ["gpt-4", "p"], "score": 7, "turn": 1}')
  const result = await scoreJudgements({ benchmark, file, assets: openAssets({ directory }) })
  expect(result.judges).toEqual(['gpt-4'])
  const rules = { asks: 'single', order: 'given', ties: 'none', errors: 'left out' }
  expect(result.judgeRules).toEqual([{ id: 'single', version: '2', ...rules }])
})

test('a fault of a built-in benchmark is no fault of the file', async () => {
  const benchmark = (await findAnyBenchmark('mt-bench')) as JudgeBenchmark
  const [first] = benchmark.variants
  const measure = () => Promise.reject(new TypeError('x is undefined'))
  const file = path.join(directory, 'verdicts.txt')
  await writeFile(file, '{}')
  const faulty = { ...benchmark, variants: [{ ...first!, measure }] }
  const scored = scoreJudgements({ benchmark: faulty, file, assets: openAssets({ directory }) })
  await expect(scored).rejects.toBeInstanceOf(TypeError)
})

test('an empty file is called so, and what a benchmark says of a file names its path', async () => {
  const file = path.join(directory, 'verdicts.txt')
  for (const blank of ['', ' \r\n\n']) await expect(score(blank)).rejects.toThrow(`${file}: is empty`)
  await expect(score('loser\nA')).rejects.toThrow(`${file}:1: has no column "winner"`)
})
