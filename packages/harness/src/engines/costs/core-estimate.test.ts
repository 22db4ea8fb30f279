import type { CorePace } from '@retable/core'
import { expect, test } from 'vitest'
import { plannedEngines, tierEngines } from '../tier-engines.ts'
import { coreSeconds } from './core-estimate.ts'

const pace: CorePace = { cores: 2, tokensDrawn: 50, textsTrained: 0.5, measured: 'Measured by hand.' }
const draw = { kind: 'generate', samples: 10, maxTokens: 100 } as const
const train = { kind: 'train', steps: 4, rowsPerStep: 16 } as const

test('tokens that are drawn and texts that are trained on take their time at the measured pace', () => {
  expect(coreSeconds(pace, draw)).toEqual({ coreSeconds: 20 })
  expect(coreSeconds(pace, train)).toEqual({ coreSeconds: 128 })
})

test('a plan tells them of an engine that has no estimate of its own, and of none without a pace', async () => {
  const settings = { pieces: ['a', 'b'], width: 8, layers: 1, heads: 1, context: 16 }
  const engines = await tierEngines({ engine: { engine: 'nanolm', settings } })
  const { cost, formula, assumptions, cores } = plannedEngines(engines, { pace })
  expect(cost('policy', draw)).toEqual({ tokens: 1000, coreSeconds: 20 })
  expect([formula, assumptions[0], cores]).toEqual([
    'an estimate: tokens drawn / 50 a second + texts trained on / 0.5 a second',
    'Measured by hand.',
    2,
  ])
  const without = plannedEngines(engines)
  expect(without.cost('policy', draw)).toEqual({ tokens: 1000 })
  expect([without.formula, without.assumptions, without.cores]).toEqual([null, [], null])
})
