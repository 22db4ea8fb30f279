import type { EndpointManifest, JudgeManifest } from '@retable/core'
import { expect, test } from 'vitest'
import { modelOf, settingsOf } from './side-of-record.ts'

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
