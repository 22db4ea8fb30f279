import type { EndpointManifest, JudgeManifest } from '@retable/core'
import { expect, test } from 'vitest'
import type { ItemFacts } from './item-facts.ts'
import { modelOf, settingsOf, sideOfRecord } from './side-of-record.ts'

const endpoint = (model: string, weights: string): EndpointManifest => ({
  ...{ model, route: 'chat', server: 'vllm', version: { weights } },
  ...({ extraBody: {}, leftToServer: [] } as unknown as EndpointManifest),
  model,
})

const manifest: JudgeManifest = {
  ...{ kind: 'judge', subject: 'm', endpoint: endpoint('j', 'one'), judged: null, data: [], rows: 1, of: 1 },
  ...{ benchmark: { id: 'b', version: '1' }, variant: { id: 'v', version: '1' }, seed: 0, round: 0 },
  procedure: { id: 'p', version: '1', source: '', readout: 'text' },
  prompts: { files: [], sha256: '' },
  judgements: { name: 'rows', sha256: '' },
}

const decided = (changed: Partial<JudgeManifest>) => settingsOf({ ...manifest, ...changed }, 'b')

test('judges of other weights, other draws and other answers are other settings', () => {
  expect(decided({})).toMatchObject({ judge: 'j {"weights":"one"}' })
  const sampling = [{ temperature: 0, topP: 1, maxTokens: 9 }]
  const answering = { source: '', questions: 2, of: 5, seed: 0, sampling }
  for (const changed of [
    { endpoint: endpoint('j', 'two') },
    { samples: 5 },
    { temperature: 0.7 },
    { maxTokens: 9 },
    { rewardRoute: 'rerank' },
    { answering },
    { endpoint: { ...endpoint('j', 'one'), extraBody: { min_p: 0.1 } } },
  ] satisfies Partial<JudgeManifest>[]) {
    expect(decided(changed)).not.toEqual(decided({}))
  }
  expect(decided({ answering })).toMatchObject({ questions: '2 of 5' })
})

test('what a judged record is of: the model with its weights, or a judge that is tested', () => {
  expect(modelOf(manifest)).toEqual({ model: 'm' })
  expect(modelOf({ ...manifest, answeredBy: endpoint('m', 'three') })).toEqual({
    model: 'm {"weights":"three"}',
  })
  const tested = { ...manifest, subject: 'j' }
  expect(modelOf(tested)).toEqual({ model: 'j {"weights":"one"}' })
  expect(settingsOf(tested, 'b')['judge']).toBeUndefined()
})

test('what is another measurement than a published one is no doubt between two that were measured alike', async () => {
  const score = { benchmark: 'b', item: '1', sample: 0, extracted: null, gold: '', score: 0.5 }
  const told = { departures: ['the judge is j'], doubts: ['2 of 9 without a judgement'] }
  const setting = { setting: 'b', benchmark: manifest.benchmark, variant: manifest.variant, measurements: [], units: {}, scores: [score], ...told } // prettier-ignore
  const record = { manifest, results: [{ seed: null, settings: [setting] }] }
  const none = () => undefined
  const facts: ItemFacts = () =>
    Promise.resolve({ bounds: { least: 0, most: 1 }, sourceOf: none, categoryOf: none })
  const side = await sideOfRecord('run', record, facts)
  expect(side.benchmarks.map(({ doubts }) => doubts)).toEqual([['2 of 9 without a judgement']])
})
