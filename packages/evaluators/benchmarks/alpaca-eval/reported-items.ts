import type { ReportedItems } from '@retable/core'

/** AlpacaEval 1 and 2 ask the same 805 instructions. */
const items = 805
const part = 'all'
/** What is printed as about so much has another rounding, and may be of anything. */
const setting = /^(?!.*\bapprox)/i

const percent = /^%$/
const characters = /^char/i
const standard = /\(standard AlpacaEval 2\)/i

/** Win rates and lengths of answers, by what names AlpacaEval: the metric, or its table, column or setting. */
export const reportedItems: readonly ReportedItems[] = [
  of('lc_win_rate', { metric: /^AlpacaEval( 2(\.0)?)? LC win rate$/i, unit: percent, setting }),
  of('win_rate', { metric: /^AlpacaEval( 2(\.0)?)? win rate$/i, unit: percent, setting }),
  of('lc_win_rate', { metric: /^LC win rate$/i, column: /^AlpacaEval( 2(\.0)?)?$/i, unit: percent, setting }),
  of('win_rate', { metric: /^win rate$/i, column: /^AlpacaEval( 2(\.0)?)?$/i, unit: percent, setting }),
  of('lc_win_rate', { metric: /^LC-Win$/i, table: standard, unit: percent, setting }),
  of('win_rate', { metric: /^Win$/i, table: standard, unit: percent, setting }),
  of(undefined, { metric: /^Words$/i, table: standard, setting }),
  of('avg_length', { metric: /^AlpacaEval( 2(\.0)?)? generation length$/i, unit: characters }),
  of(undefined, { metric: /^AlpacaEval( 2(\.0)?)? generation length$/i }),
  of('avg_length', {
    ...{ metric: /^average response length$/i, table: /\(AlpacaEval( 2(\.0)?)?\)/i, unit: characters },
  }),
  of(undefined, { metric: /^average response length$/i, table: /\(AlpacaEval( 2(\.0)?)?\)/i }),
  of(undefined, { metric: /^(answer|thought) length$/i, setting: /^AlpacaEval( 2(\.0)?)?[;,]/i }),
  of(undefined, { metric: /^average response length$/i, setting: /^AlpacaEval( 2(\.0)?)?[;,]/i }),
]

function of(metric: string | undefined, where: ReportedItems['where']): ReportedItems {
  return { part, items, where, ...(metric === undefined ? {} : { metric }) }
}
