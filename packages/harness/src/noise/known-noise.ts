import { mkdir, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import {
  contentHash,
  writeWhole,
  type BenchmarkNoise,
  type NoiseReport,
  type Side,
  type SideBenchmark,
} from '@retable/core'
import { differingSettings } from '../compare/differing-settings.ts'
import { HarnessError } from '../errors.ts'

/** Keeps what was measured where comparisons of the same model find it. */
export async function keepNoise(storeDirectory: string, report: NoiseReport): Promise<void> {
  const folder = path.join(storeDirectory, 'noise')
  await mkdir(folder, { recursive: true })
  const { model, judge, benchmarks } = report
  const of = benchmarks.map(({ setting, benchmark, variant, settings }) => ({
    setting,
    benchmark,
    variant,
    settings,
  }))
  await writeWhole(
    path.join(folder, `${contentHash({ model, judge, of }).slice(0, 16)}.json`),
    noiseText(report),
  )
}

/** A report as it stands in a file. */
export function noiseText(report: NoiseReport): string {
  return `${JSON.stringify(report, null, 2)}\n`
}

/** @throws HarnessError `harness/bad-noise` for a file that is no report */
export async function readNoise(file: string): Promise<NoiseReport> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new HarnessError('harness/bad-noise', `${file} cannot be read: ${cause.message}`, { cause })
  })
  const report = parsed(text)
  if (report !== undefined) return report
  throw new HarnessError('harness/bad-noise', `${file} is no noise report; ./retable noise writes them`)
}

/** All that was measured in a store; a file that is none is passed over, since each is but a help. */
export async function keptNoise(storeDirectory: string): Promise<readonly NoiseReport[]> {
  const folder = path.join(storeDirectory, 'noise')
  const names = await readdir(folder).catch(() => [])
  const texts = await Promise.all(
    names.map((name) => readFile(path.join(folder, name), 'utf8').catch(() => '')),
  )
  return texts.flatMap((text) => parsed(text) ?? [])
}

/** What is known of the noise of benchmarks that two sides have, by name: of several reports the one that flips the most. */
export function noiseFor(
  sides: readonly Side[],
  reports: readonly { readonly report: NoiseReport; readonly isGiven: boolean }[],
): ReadonlyMap<string, BenchmarkNoise> {
  const found = new Map<string, BenchmarkNoise>()
  for (const side of sides) {
    for (const of of side.benchmarks) {
      for (const { report, isGiven } of reports) {
        if (!isGiven && !isOf(report, side)) continue
        const own = report.benchmarks.find((each) => isSame(each, of))
        const known = found.get(of.setting)
        if (own !== undefined && (known === undefined || own.flips > known.flips)) found.set(of.setting, own)
      }
    }
  }
  return found
}

/**
 * What the judge of a run varies by, as it was measured when it was asked again, of whatever outputs.
 *
 * @throws HarnessError `harness/nothing-to-compare` where nobody asked it again
 */
export function judgeNoise(side: Side, reports: readonly NoiseReport[]): NoiseReport {
  const { name, judge } = side
  const own = reports.filter((report) => report.judge !== undefined)
  const found = noiseFor([side], own.map((report) => ({ report, isGiven: false }))) // prettier-ignore
  if (judge !== undefined && found.size > 0) {
    return { format: 1, model: null, judge, runs: [name], benchmarks: [...found.values()] }
  }
  throw new HarnessError(
    'harness/nothing-to-compare',
    `${name} is one judging, and nothing is kept of what its judge varies by: ./retable judge with --again measures it, or name two judgings of the same outputs`,
  )
}

/** Of a judge that was asked again it is of all that this judge judges. */
function isOf({ model, judge }: NoiseReport, side: Side): boolean {
  if (judge !== undefined) return judge === side.judge
  return model !== null && model === side.model
}

function isSame(noise: BenchmarkNoise, of: SideBenchmark): boolean {
  if (noise.setting !== of.setting) return false
  return differingSettings(noise, of).length === 0
}

/** As far as what is done with it asks for. */
function isNoise(given: unknown): boolean {
  const noise = given as Partial<BenchmarkNoise> | null
  const isObject = typeof noise?.settings === 'object' && noise.settings !== null
  return (
    isObject &&
    typeof noise.setting === 'string' &&
    Array.isArray(noise.means) &&
    Number.isFinite(noise.flips)
  )
}

function parsed(text: string): NoiseReport | undefined {
  try {
    const report = JSON.parse(text) as Partial<NoiseReport> | null
    const isOne = report?.format === 1 && Array.isArray(report.benchmarks) && report.benchmarks.every(isNoise)
    return isOne ? (report as NoiseReport) : undefined
  } catch {
    return undefined
  }
}
