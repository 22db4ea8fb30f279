import { Argument, Command } from 'commander'
import { jsonOption, licenceOption, toOption } from '../../options.ts'
import type { ReplayRequest } from './run-replay.ts'

/** `retable replay NAME...`: recompute published tables from released raw outputs. */
export function replayVerb(signal: AbortSignal): Command {
  return new Command('replay')
    .description('recompute published tables and papers’ cells from what their authors released')
    .addArgument(new Argument('[names...]', 'benchmarks and papers; see ./retable list'))
    .option('--all', 'every benchmark and paper there is')
    .option('--summary', 'only counts: a line a name, and the total')
    .addOption(licenceOption())
    .addOption(toOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Every published row, and every reported cell, is printed: recomputed and compared as printed, or named with the
reason why not. A name that is both a benchmark and a paper is replayed as both, the benchmark's tables first.
What cannot be had of one name is named, and the others are replayed all the same. Exits with 1 when a number deviates
and no known cause explains it, else with 3 when a pinned file could not be had (no network, or its licence is not
accepted), else with 0.
With --json, one document for each benchmark or paper, on a line of its own; with --summary too, one document of counts.

Examples:
  ./retable replay gsm8k
  ./retable replay iterative-rpo --json
  ./retable replay --all --summary
  ./retable replay gsm8k --to latex`,
    )
    .action(async (names: string[], options: Omit<ReplayRequest, 'names'>) => {
      const { runReplay } = await import('./run-replay.ts')
      await runReplay({ ...options, names }, signal)
    })
}
