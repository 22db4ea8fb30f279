import { drawnRates } from './drawn-rates.ts'
import { exactRates } from './exact-rates.ts'
import { rounded, type GridResult } from './results.ts'
import { alike } from './single-lines.ts'
import { discordances, margin, sizes } from './truths.ts'

/** Equal, worse by one point, by the margin and by five points: what each rule says of one benchmark. */
export function gridOf(these: readonly number[] = sizes): GridResult[] {
  return these.flatMap((n) =>
    discordances.flatMap((discordance) =>
      [0, 0.01, margin, 0.05].map((drop) => {
        const rates = exactRates(n, { drop, discordance })
        return {
          n,
          drop,
          discordance,
          regressed: rounded(rates.regressed),
          noWorse: rounded(rates['no worse']),
          breach: rounded(rates['released: breach']),
          pass: rounded(rates['released: pass']),
          threshold: rounded(rates['documented: breach']),
          unpaired: rounded(drawnRates(n, alike({ drop, discordance })).unpaired),
        }
      }),
    ),
  )
}
