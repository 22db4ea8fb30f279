import { Argument, Command, Option } from 'commander'
import {
  benchmarkOption,
  familyOption,
  jsonOption,
  licenceOption,
  runtimeOption,
  runtimeSettingsOption,
  seedList,
  tierOption,
  tiersHelp,
  toOption,
  versionOption,
  wholeNumber,
} from '../../options.ts'
import type { RunVerbRequest } from './run-run.ts'

/** `retable run PAPER`: run a paper's recipe. */
export function runVerb(signal: AbortSignal): Command {
  return new Command('run')
    .description('run a paper’s recipe and set what it measures beside what was reported')
    .addArgument(
      new Argument('<paper>', 'a paper (see ./retable list), or the folder of a package of one’s own'),
    )
    .addOption(tierOption())
    .addOption(
      new Option(
        '--seed <n>',
        'seed of everything random; several, as in 1,2,3, are run side by side (default: the first recorded)',
      ).argParser(seedList),
    )
    .addOption(benchmarkOption())
    .option('--quick', 'smaller sizes, for a first look; no claim is judged')
    .option('--out <folder>', 'write the run’s files there (default: .retable/runs/<id>)')
    .addOption(familyOption())
    .addOption(versionOption())
    .addOption(runtimeOption('trainers and model servers run, for a tier that has them'))
    .addOption(runtimeSettingsOption())
    .option('--dry-run', 'write what its programs would be started by to --out, and start nothing')
    .option('--workers <n>', 'processor cores to use (default: all); no number depends on it', wholeNumber(1))
    .option(
      '--check',
      'exit 1 unless the numbers are the project’s recorded ones, byte for byte where the engine promises that',
    )
    .option('--write', 'with --check: if they are, note beside the record which sources gave them')
    .option('--record', 'run all recorded seeds and write the tracked results')
    .addOption(licenceOption())
    .addOption(toOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
What is done already is not done again: a run that was stopped or killed goes on with the same command.
With --json, one event a line; the last is the result.

${tiersHelp}

Examples:
  ./retable run iterative-rpo
  ./retable run iterative-rpo --quick
  ./retable run iterative-rpo --seed 7 --out my-run
  ./retable run iterative-rpo --seed 7,8,9
  ./retable run iterative-rpo --family my-recipe --version v2
  ./retable run iterative-rpo --to md > run.md
  ./retable run iterative-rpo --tier mini --runtime compose
  ./retable run iterative-rpo --tier paper --runtime slurm --dry-run --out jobs`,
    )
    .action(async (paper: string, options: Omit<RunVerbRequest, 'paper'>) => {
      const { runRun } = await import('./run-run.ts')
      await runRun({ ...options, paper }, signal)
    })
}
