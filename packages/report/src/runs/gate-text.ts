import { gateResults, type Gate, type GateResult, type SeedResults } from '@retable/core'

/** What gates found, a sentence each: which seeds pass, and which do not, with what was measured. */
export function gateSentences(gates: readonly Gate[], results: readonly SeedResults[]): string[] {
  return gates.map((gate) => {
    const seeds = gateResults([gate], results)
    const failed = seeds.filter(({ isPassed }) => !isPassed)
    const { setting, metric } = gate.of
    const asked = `${gate.statement} (${setting}, ${metric}: at least ${gate.least})`
    if (failed.length === 0) {
      const [only] = seeds
      return `${asked}: passed by ${seeds.length === 1 ? `seed ${only?.seed} (${numberOf(only)})` : `all ${seeds.length} seeds`}`
    }
    const which = failed.map((each) => `seed ${each.seed} (${numberOf(each)})`).join(', ')
    return `${asked}: not passed by ${which}; what such a seed shows says little, and it is kept`
  })
}

function numberOf(result: GateResult | undefined): string {
  return result?.value == null ? 'not measured' : String(Number(result.value.toFixed(3)))
}
