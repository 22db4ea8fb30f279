import { Argument, Command, Option } from 'commander'
import { jsonOption, wholeNumber } from '../options.ts'
import type { RunVerbRequest } from '../run-run.ts'

/** `retable run PAPER`: run a paper's recipe. */
export function runVerb(signal: AbortSignal): Command {
  return new Command('run')
    .description('run a paper’s recipe and set what it measures beside what was reported')
    .addArgument(
      new Argument('<paper>', 'a paper (see ./retable list), or the folder of a package of one’s own'),
    )
    .addOption(
      new Option('--tier <tier>', 'how much of the paper (default: its own)').choices([
        'nano',
        'mini',
        'paper',
      ]),
    )
    .option('--seed <n>', 'seed of everything random', wholeNumber(0), 1)
    .option('--quick', 'smaller sizes, for a first look; no claim is judged')
    .option('--out <folder>', 'write the run’s files there (default: .retable/runs/<id>)')
    .option('--workers <n>', 'processor cores to use (default: all); no number depends on it', wholeNumber(1))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
What is done already is not done again: a run that was stopped or killed goes on with the same command.
With --json, one event a line; the last is the result.

Examples:
  ./retable run iterative-rpo
  ./retable run iterative-rpo --quick
  ./retable run iterative-rpo --seed 7 --out my-run`,
    )
    .action(async (paper: string, options: Omit<RunVerbRequest, 'paper'>) => {
      const { runRun } = await import('../run-run.ts')
      await runRun({ ...options, paper }, signal)
    })
}
