import type { CorePace, Cost, Work } from '@retable/core'

/** What work costs on processor cores, at the pace that was measured of a tier. */
export function coreSeconds(
  { tokensDrawn, textsTrained }: CorePace,
  work: Work,
): Required<Pick<Cost, 'coreSeconds'>> {
  const seconds =
    work.kind === 'generate'
      ? (work.samples * work.maxTokens) / tokensDrawn
      : (work.steps * work.rowsPerStep) / textsTrained
  return { coreSeconds: seconds }
}

/** How that is reckoned, and what it takes for granted. */
export function coreFormula({ tokensDrawn, textsTrained, measured }: CorePace) {
  return {
    formula: `an estimate: tokens drawn / ${tokensDrawn} a second + texts trained on / ${textsTrained} a second`,
    assumptions: [
      measured,
      'Every response is taken to be as long as it may be: most are shorter, so that a run takes less.',
      'Starting servers, counting tokens, scoring and what needs no model are not counted.',
    ],
  }
}
