import type { PaperEvaluation, ReportedCell, Sourced, StatedSetting } from '@retable/core'
import type { NamedItems } from '../verdicts/reported-items.ts'

/** What is known of how a cell was measured; what is not known is left out. */
export interface CellSettings {
  readonly prompt?: StatedSetting<string>
  readonly shots?: StatedSetting<number>
  readonly variant?: StatedSetting<string>
  readonly route?: StatedSetting<string>
  readonly temperature?: StatedSetting<number>
  readonly topP?: StatedSetting<number>
  readonly maxTokens?: StatedSetting<number>
  readonly open: readonly Sourced[]
  readonly unlike?: string
  /** The measurement that stands beside it; of a majority `maj@k`. */
  readonly metric: string
}

/**
 * How a cell was measured: as its paper's package says, else as the cell's own texts do ("zero-shot CoT; maj@32, T=0.8").
 *
 * @param named - the part of a benchmark that the cell is of
 */
export function settingsOfCell(
  cell: ReportedCell,
  evaluations: readonly PaperEvaluation[],
  named: NamedItems,
): CellSettings {
  const evaluation = evaluations.find(
    ({ benchmark, cells }) => benchmark === named.benchmark && Object.hasOwn(cells, cell.cell),
  )
  if (evaluation === undefined) return printedSettings(cell, named.metric ?? 'accuracy')
  const { prompt, variant, route, temperature, topP, maxTokens, open = [], unlike, cells } = evaluation
  const stated = { prompt, variant, route, temperature, topP, maxTokens, open }
  return { ...stated, ...(unlike === undefined ? {} : { unlike }), metric: cells[cell.cell]! }
}

/** What the texts of a cell say of its evaluation. */
function printedSettings({ row, column, setting }: ReportedCell, metric: string): CellSettings {
  const shots = /\b(\d+|zero)-shot\b/i.exec(setting)?.[1]
  const temperature = /\bgreedy\b/i.test(setting) ? '0' : /\bT ?= ?(\d+(?:\.\d+)?)/.exec(setting)?.[1]
  const texts = [setting, column, row].join('\n')
  const votes = /\bmaj(?:ority[ -]voting)?[@ ](\d+)|\b(\d+)-way\b/i.exec(texts)
  return {
    ...(shots === undefined ? {} : { shots: printed(shots.toLowerCase() === 'zero' ? 0 : Number(shots)) }),
    ...(temperature === undefined ? {} : { temperature: printed(Number(temperature)) }),
    open: [],
    metric: votes === null ? metric : `maj@${votes[1] ?? votes[2]}`,
  }
}

function printed(value: number): StatedSetting<number> {
  return { value, source: 'stated beside the cell' }
}
