import path from 'node:path'
import type { RehearsedProgram } from '@retable/core'
import { dryRun, loadReproduction } from '@retable/harness/runs'
import { counted, lineWidth, printable, printableJson } from '@retable/report'
import { defaultSeed } from '../../default-seed.ts'
import { root, runtimeSettingsFrom, storeDirectory } from '../../environment.ts'
import { CliError } from '../../errors.ts'
import { wrapped } from '../plan/wrapped.ts'
import type { RunVerbRequest } from './run-run.ts'

/** Writes what a run would start programs by, and starts nothing. */
export async function runDryRun(request: RunVerbRequest): Promise<void> {
  const { tier, quick = false, benchmark, runtime, json } = request
  const out = requireOut(request.out)
  const loaded = await loadReproduction(root, request.paper)
  const planned = await dryRun({
    ...{ loaded, tier, quick, benchmark, runtime, out },
    seed: request.seed?.[0] ?? defaultSeed(loaded, tier),
    storeDirectory: storeDirectory(),
    runtimeSettings: runtimeSettingsFrom(request.runtimeSettings),
  })
  if (json) {
    process.stdout.write(`${printableJson(planned)}\n`)
    return
  }
  const lines = planned.programs.map(({ steps, ...program }) => {
    const rest = steps.length > 1 ? `, for ${counted(steps.length, 'step')}` : ''
    return `${programLine(program, out)}${rest}`
  })
  const head = `${planned.paper}, tier ${planned.tier}: ${counted(lines.length, 'program')}, of which none was started; files in ${printable(out)}`
  process.stdout.write([head, ...lines, ...refusalLines(planned.cannotRun, 'this tier'), ''].join('\n'))
}

/** That a start would be refused here, and why; nothing where it would not. */
export function refusalLines(cannotRun: string | null, what: string): string[] {
  if (cannotRun === null) return []
  return [wrapped(printable(`A run would be refused here: ${what} ${cannotRun}.`), lineWidth())]
}

/** The folder that `--dry-run` writes to. @throws CliError `cli/out` */
export function requireOut(out: string | undefined): string {
  if (out !== undefined) return path.resolve(out)
  throw new CliError(
    'cli/out',
    '--dry-run writes what programs would be started by: name a folder for it with --out',
  )
}

/** What a program is, with its files. */
export function programLine(
  { name, folder, gpus, nodes, files, lacks }: RehearsedProgram,
  out: string,
): string {
  const place = path.relative(out, folder) || '.'
  const machines = nodes > 1 ? ` on each of ${nodes} machines` : ''
  const needs = gpus > 0 ? `, ${counted(gpus, 'GPU')}${machines}` : ''
  return printable(
    `${place}: ${name}${needs} (${files.map((file) => file.name).join(', ')}${lacks === undefined ? '' : `; ${lacks}`})`,
  )
}
