import type { Asked } from '@retable/client'
import { expect, test } from 'vitest'
import { startServerCuts } from './server-cuts.ts'

/** What is found of cut answers with so many tokens of prompt and answer, of which 2,048 were allowed. */
function found(lengths: readonly (readonly [number, number])[], more: object = {}) {
  const cuts = startServerCuts(2048)
  for (const [promptTokens, completionTokens] of lengths) {
    const usage = { promptTokens, completionTokens, isEstimated: false, choices: 1, ...more }
    cuts.add({ outcome: 'truncated', usage } as Asked)
  }
  return cuts.result()
}

test('answers that end where prompt and answer fill one length are cut by the server’s window', () => {
  expect(found([[110, 1938], [146, 1902], [120, 1927]])).toEqual({ answers: 3, window: 2048 }) // prettier-ignore
})

test('what has as many tokens as were allowed is cut by the limit, whatever the prompt has', () => {
  expect(found([[110, 2048], [146, 2047]])).toEqual({ answers: 0, window: null }) // prettier-ignore
})

test('no window is told where the lengths differ, or a limit of the answer alone would look the same', () => {
  expect(found([[110, 500], [146, 900]])).toEqual({ answers: 2, window: null }) // prettier-ignore
  expect(found([[110, 1024], [110, 1024]])).toEqual({ answers: 2, window: null }) // prettier-ignore
})

test('counts that are estimated, or of several answers, tell nothing', () => {
  expect(found([[110, 1938], [146, 1902]], { isEstimated: true }).answers).toBe(0) // prettier-ignore
  expect(found([[110, 1938], [146, 1902]], { choices: 4 }).answers).toBe(0) // prettier-ignore
})
