import type { OpenEndpoint } from '@retable/harness/evals'

/** What was used of tokens and money. */
export type Spent = OpenEndpoint['client']['spent']

/** What a command may use, of however many models and benchmarks. */
export interface Budget {
  /** A request with what is left of its limits. */
  readonly left: <T extends Limited>(request: T) => T
  /** Takes in what one of its models used. */
  readonly add: (spent: Spent) => void
}

interface Limited {
  readonly maxTokensTotal?: number
  readonly maxCost?: number
}

/** Starts with nothing used. */
export function startBudget(): Budget {
  const used = { tokens: 0, cost: 0 }
  return {
    left: (request) => ({
      ...request,
      ...(request.maxTokensTotal === undefined
        ? {}
        : { maxTokensTotal: Math.max(0, request.maxTokensTotal - used.tokens) }),
      ...(request.maxCost === undefined ? {} : { maxCost: Math.max(0, request.maxCost - used.cost) }),
    }),
    add({ promptTokens, completionTokens, cost = 0 }) {
      used.tokens += promptTokens + completionTokens
      used.cost += cost
    },
  }
}
