/** How much each step of a layout gives at most, as far as that is known before anything runs. */
export class Sizes {
  readonly #elements = new Map<string, number>()
  readonly #completions = new Map<string, number>()

  /** @param each - completions of each element; 1 for what was not drawn */
  set(step: string, elements: number, each = 1): void {
    this.#elements.set(step, elements)
    this.#completions.set(step, elements * each)
  }

  /** Elements of a step; 0 for one that gives no list. */
  of(step: string): number {
    return this.#elements.get(step) ?? 0
  }

  /** Completions, or other elements, of several steps together: as many texts as can be made of them one by one. */
  completionsOf(steps: readonly string[]): number {
    return steps.reduce((sum, step) => sum + (this.#completions.get(step) ?? 0), 0)
  }
}
