import type { JudgeManifest, SettingResult } from '@retable/core'
import { expect, test } from 'vitest'
import { measuredSettings } from './asked-settings.ts'

const result = { setting: 'b', measurements: [] } as unknown as SettingResult
const results = [{ seed: null, settings: [result] }]
const sampling = { temperature: 0, topP: 1, maxTokens: 2048 }
const judged = {
  ...{ kind: 'judge', subject: 'm', rows: 2 },
  endpoint: { model: 'j', route: 'completions', leftToServer: ['min_p'], extraBody: {} },
  procedure: { id: 'p', version: '1', readout: 'text' },
  answeredBy: { route: 'chat', leftToServer: ['top_k'], extraBody: { min_p: 0.1 } },
  answering: { source: '', questions: 2, of: 2, seed: 0, sampling: [sampling] },
} as unknown as JudgeManifest
const askedOf = (manifest: JudgeManifest) =>
  measuredSettings({ manifest, results, diff: [], claims: [] })[0]!.asked

test('how a model was asked for what was judged is known beside a paper’s cells', () => {
  expect(askedOf(judged)).toMatchObject({
    ...sampling,
    ...{ route: 'chat', leftToServer: ['top_k'], extraBody: { min_p: 0.1 } },
  })
})

test('temperatures by category are no one temperature, and of a file of outputs nothing is known', () => {
  const two = [sampling, { ...sampling, temperature: 0.7 }]
  const drawn = { ...judged, answering: { ...judged.answering!, sampling: two } }
  expect(askedOf(drawn)).toMatchObject({ temperature: null, maxTokens: 2048 })
  const file = Object.fromEntries(Object.entries(judged).filter(([name]) => name !== 'answering'))
  expect(askedOf(file as unknown as JudgeManifest)).toMatchObject({
    route: null,
    temperature: null,
    extraBody: {},
  })
})
