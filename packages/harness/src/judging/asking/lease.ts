import { contentHash } from '@retable/core'
import type { Asking } from './asking.ts'
import type { PreparedJudging } from '../tasks/judge-tasks.ts'

/**
 * Stands for all that two judgings must have in common to want the same answers. Of how many items is no part of it: the
 * first few of a benchmark and all of it want the same ones.
 */
export function judgingLease({ procedure, readout }: PreparedJudging, asking: Asking): string {
  const { id, version } = procedure
  return contentHash({ kind: 'judge', procedure: [id, version], readout, ...asked(asking) })
}

/** The same of a model that is asked for what is judged. */
export function answeringLease(asking: Asking): string {
  return contentHash({ kind: 'answers', ...asked(asking) })
}

function asked({ of, model, client, seed, round, rewardRoute = 'score' }: Asking) {
  const sampling = { temperature: 0, topP: 1, maxTokens: 1 }
  return { of, model, body: client.bodyOf({ id: '', prompt: '', sampling }), seed, round, rewardRoute }
}
