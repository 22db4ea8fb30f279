import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { GateReport } from '@retable/core'
import { flipTexts, readSide, type SideSource } from '@retable/harness/compare'
import { defaultPolicy, gateSides, readPolicy } from '@retable/harness/gate'
import { printable, printableJson, renderTables, type TableForm } from '@retable/report'
import { fallenFirst } from '@retable/report/compare'
import { gateJunit, gateTables, gateText } from '@retable/report/gate'
import { assetsFromEnvironment, storeDirectory } from '../../environment.ts'
import { CliError } from '../../errors.ts'
import { startProgress } from '../../progress.ts'
import { columnsOf } from '../score/columns.ts'
import { knownNoise } from '../noise/known-noise.ts'

/** Options of `retable gate`. */
export interface GateRequest {
  readonly baseline: string
  readonly candidate: string
  readonly policy?: string
  readonly benchmark?: string
  readonly variant?: string
  readonly columns?: string
  readonly anyway?: boolean
  readonly noise?: readonly string[]
  readonly junit?: string
  readonly markdown?: string
  readonly acceptLicence: readonly string[]
  readonly to?: TableForm
  readonly json?: boolean
}

/** Gates a candidate, prints the report and sets the exit code. */
export async function runGate(request: GateRequest, signal: AbortSignal): Promise<void> {
  const { anyway = false, json, to } = request
  const policy = request.policy === undefined ? defaultPolicy : await readPolicy(request.policy)
  const progress = startProgress()
  const tools = {
    assets: assetsFromEnvironment(request.acceptLicence, progress),
    storeDirectory: storeDirectory(),
    signal,
  }
  const [from, to_] = [request.baseline, request.candidate].map((name) => sourceOf(name, request))
  progress.update(`reading ${printable(request.baseline)}`)
  const baseline = await readSide(from!, tools)
  progress.update(`reading ${printable(request.candidate)}`)
  const candidate = await readSide(to_!, tools)
  progress.update('testing')
  const noise = await knownNoise([baseline, candidate], request.noise)
  const bare = gateSides(baseline, candidate, { policy, anyway, noise })
  const report = await withTexts(bare, { baseline: from!, candidate: to_! }, tools)
  progress.end()
  if (json) process.stdout.write(`${printableJson(report)}\n`)
  else if (to !== undefined) process.stdout.write(await renderTables(gateTables(report), to))
  else process.stdout.write(gateText(report))
  if (report.outcome === 'warn') process.stderr.write(`warning: ${printable(report.reasons.join('; '))}\n`)
  // Last, so that the verdict is seen where a file cannot be written.
  if (request.junit !== undefined) await written(request.junit, gateJunit(report))
  if (request.markdown !== undefined)
    await written(request.markdown, await renderTables(gateTables(report), 'md'))
  process.exitCode = report.exitCode
}

/** Flips that the report shows, with what both models wrote. */
const mostFlips = 10

async function withTexts(
  report: GateReport,
  sources: { readonly baseline: SideSource; readonly candidate: SideSource },
  tools: Omit<Parameters<typeof flipTexts>[2], 'choose'>,
): Promise<GateReport> {
  const comparison = {
    ...{ baseline: report.baseline, candidate: report.candidate, baselineAlone: [], candidateAlone: [] },
    benchmarks: report.benchmarks.map((one) => one.comparison),
  }
  const { benchmarks } = await flipTexts(comparison, sources, {
    ...tools,
    choose: (flips) => fallenFirst(flips).slice(0, mostFlips),
  })
  return {
    ...report,
    benchmarks: report.benchmarks.map((one, i) => ({ ...one, comparison: benchmarks[i]! })),
  }
}

async function written(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((cause: Error) => {
    throw new CliError('cli/out', `${path.resolve(file)} cannot be written: ${cause.message}`, {
      kind: 'environment',
      cause,
    })
  })
}

function sourceOf(name: string, { benchmark, variant, columns }: GateRequest): SideSource {
  return { name, benchmark, variant, columns: columns === undefined ? undefined : columnsOf(columns) }
}
