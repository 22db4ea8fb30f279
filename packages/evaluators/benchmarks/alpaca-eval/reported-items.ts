import type { ReportedItems } from '@retable/core'

/** AlpacaEval 1 and 2 ask the same 805 instructions. */
const items = 805
const part = 'all'
/** What is printed as about so much has another rounding, and may be of anything. */
const setting = /^(?!.*\bapprox)/i

/** Win rates and lengths of answers, by what names AlpacaEval: the metric, or its table, column or setting. */
export const reportedItems: readonly ReportedItems[] = [
  { metric: /^AlpacaEval( 2(\.0)?)? (LC )?win rate$/i, unit: /^%$/, setting },
  { metric: /^(LC )?win rate$/i, column: /^AlpacaEval( 2(\.0)?)?$/i, unit: /^%$/, setting },
  { metric: /^(LC-)?Win$/i, table: /\(standard AlpacaEval 2\)/i, unit: /^%$/, setting },
  { metric: /^Words$/i, table: /\(standard AlpacaEval 2\)/i, setting },
  { metric: /^AlpacaEval( 2(\.0)?)? generation length$/i },
  { metric: /^average response length$/i, table: /\(AlpacaEval( 2(\.0)?)?\)/i },
  { metric: /^(average response|answer|thought) length$/i, setting: /^AlpacaEval( 2(\.0)?)?[;,]/i },
].map((where) => ({ part, items, where }))
