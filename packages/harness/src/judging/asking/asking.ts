import type { Client, RewardRoute } from '@retable/client'
import type { Sampling } from '@retable/core'

/** Who is asked, and what tells this asking from others. */
export interface Asking {
  /** Names the questions; part of each request's id and of its seed. */
  readonly of: string
  /** Tells the model's weights from others of the same name, as far as anything tells them. */
  readonly model: Readonly<Record<string, unknown>>
  readonly client: Pick<Client, 'askInPortions' | 'score' | 'bodyOf' | 'reward'>
  /** The route of a reward model; `score` if left out. */
  readonly rewardRoute?: RewardRoute | undefined
  readonly seed: number
  /** Longest answer, in place of the procedure's own. */
  readonly maxTokens?: number | undefined
  /** Draws of each task, of whose verdicts the majority counts; 1 if left out. */
  readonly samples?: number | undefined
  /** In place of the procedure's own. */
  readonly temperature?: number | undefined
  /** 0 for the first time; else another draw of everything. */
  readonly round: number
}

/** How an answer is drawn: as the procedure says, but for what is asked for in its place. */
export function samplingOf(own: Sampling, { maxTokens, temperature }: Asking): Sampling {
  return {
    ...own,
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(temperature === undefined ? {} : { temperature }),
  }
}
