import { ClientError } from '../errors.ts'
import { costOf, type Prices } from './prices.ts'
import type { Limits, Spent } from '../client.ts'
import type { Usage } from '../answer/usage.ts'

/** What a request may use at most. */
export interface Estimate {
  readonly promptTokens: number
  readonly completionTokens: number
}

/** Keeps what is used, and what requests in flight may yet use. */
export class Ledger {
  readonly #limits: Limits
  #promptTokens = 0
  #completionTokens = 0
  #cost = 0
  #isEstimated = false
  #reservedTokens = 0
  #reservedCost = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  get isLimited(): boolean {
    return this.#limits.maxTokensTotal !== undefined || this.#limits.maxCost !== undefined
  }

  get spent(): Spent {
    return {
      promptTokens: this.#promptTokens,
      completionTokens: this.#completionTokens,
      isEstimated: this.#isEstimated,
      ...(this.#limits.prices && { cost: this.#cost }),
    }
  }

  /** Reserves what a request may use; false, and nothing reserved, where that would go beyond a limit. */
  reserve(estimate: Estimate): boolean {
    const [tokens, cost] = this.#most(estimate)
    const { maxTokensTotal = Infinity, maxCost = Infinity } = this.#limits
    const usedTokens = this.#promptTokens + this.#completionTokens + this.#reservedTokens
    if (usedTokens + tokens > maxTokensTotal || this.#cost + this.#reservedCost + cost > maxCost) return false
    this.#reservedTokens += tokens
    this.#reservedCost += cost
    return true
  }

  release(estimate: Estimate): void {
    const [tokens, cost] = this.#most(estimate)
    this.#reservedTokens -= tokens
    this.#reservedCost -= cost
  }

  /** Adds what a response used. */
  add(usage: Usage): void {
    this.#promptTokens += usage.promptTokens
    this.#completionTokens += usage.completionTokens
    this.#isEstimated ||= usage.isEstimated
    if (this.#limits.prices) this.#cost += costOf(usage, this.#limits.prices)
  }

  /** Adds an attempt that brought nothing and may have been charged, at the most it may have used. */
  addLost(estimate: Estimate): void {
    this.add({ ...estimate, isEstimated: true, choices: 1 })
  }

  /** Whether what is used and what may yet be used go beyond a limit. */
  get isOver(): boolean {
    const { maxTokensTotal = Infinity, maxCost = Infinity } = this.#limits
    const tokens = this.#promptTokens + this.#completionTokens + this.#reservedTokens
    return tokens > maxTokensTotal || this.#cost + this.#reservedCost > maxCost
  }

  /** The limit as a person set it. */
  get told(): string {
    const { maxTokensTotal, maxCost } = this.#limits
    const limits = [
      ...(maxTokensTotal === undefined ? [] : [`${maxTokensTotal} tokens`]),
      ...(maxCost === undefined ? [] : [`a cost of ${maxCost}`]),
    ]
    return limits.join(' or ')
  }

  #most(estimate: Estimate): [tokens: number, cost: number] {
    const usage = { ...estimate, isEstimated: true, choices: 1 }
    const prices: Prices = this.#limits.prices ?? { prompt: 0, completion: 0 }
    return [estimate.promptTokens + estimate.completionTokens, costOf(usage, prices)]
  }
}

/** What ends a run that would go beyond its limit. */
export function limitReached({ told, spent }: Ledger): ClientError {
  const used = spent.promptTokens + spent.completionTokens
  const cost = spent.cost === undefined ? '' : ` at a cost of ${Number(spent.cost.toPrecision(3))}`
  return new ClientError(`the limit of ${told} would be passed: ${used} tokens are used${cost}`, {
    code: 'client/limit',
    kind: 'environment',
  })
}
