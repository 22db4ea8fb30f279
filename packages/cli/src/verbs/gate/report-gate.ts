import type { Flip, GateReport } from '@retable/core'
import { flipTexts, type SideSource } from '@retable/harness/compare'
import { printable, printableJson, renderTables } from '@retable/report'
import { fallenFirst } from '@retable/report/compare'
import { gateJunit, gateTables, gateText } from '@retable/report/gate'
import { writeText } from '../../write-text.ts'
import type { GateRequest } from './gate-request.ts'

/** Writes and prints a gate's report, and sets the exit code. */
export async function reportGate(
  report: GateReport,
  { junit, markdown, json, to }: Pick<GateRequest, 'junit' | 'markdown' | 'json' | 'to'>,
): Promise<void> {
  if (json) process.stdout.write(`${printableJson(report)}\n`)
  else if (to !== undefined) process.stdout.write(await renderTables(gateTables(report), to))
  else process.stdout.write(gateText(report))
  if (report.outcome === 'warn') process.stderr.write(`warning: ${printable(report.reasons.join('; '))}\n`)
  // Last, so that the verdict is seen where a file cannot be written.
  if (junit !== undefined) await writeText(junit, gateJunit(report))
  if (markdown !== undefined) await writeText(markdown, await renderTables(gateTables(report), 'md'))
  process.exitCode = report.exitCode
}

/** Flips that the report shows, with what both models wrote. */
const mostFlips = 10

/** The flips of a benchmark that are shown. */
export function shownFlips(flips: readonly Flip[]): readonly Flip[] {
  return fallenFirst(flips).slice(0, mostFlips)
}

/** The report with what both models wrote for the flips that are shown, where their files hold it. */
export async function withTexts(
  report: GateReport,
  sources: { readonly baseline: SideSource; readonly candidate: SideSource | null },
  tools: Omit<Parameters<typeof flipTexts>[2], 'choose'>,
): Promise<GateReport> {
  const comparison = {
    ...{ baseline: report.baseline, candidate: report.candidate, baselineAlone: [], candidateAlone: [] },
    benchmarks: report.benchmarks.map((one) => one.comparison),
  }
  const { benchmarks } = await flipTexts(comparison, sources, { ...tools, choose: shownFlips })
  return {
    ...report,
    benchmarks: report.benchmarks.map((one, i) => ({ ...one, comparison: benchmarks[i]! })),
  }
}
