import { Argument, Command } from 'commander'
import {
  benchmarkOption,
  jsonOption,
  runtimeOption,
  runtimeSettingsOption,
  tierOption,
  tiersHelp,
  toOption,
  wholeNumber,
} from '../../options.ts'
import type { PlanVerbRequest } from './run-plan.ts'

/** `retable plan PAPER`: lay a recipe out without running it. */
export function planVerb(): Command {
  return new Command('plan')
    .description('lay out a paper’s recipe, with its cost, and run nothing')
    .addArgument(new Argument('<paper>', 'a paper; see ./retable list'))
    .addOption(tierOption())
    .option('--seed <n>', 'seed of everything random (default: the first recorded)', wholeNumber(0))
    .addOption(benchmarkOption())
    .option('--quick', 'the smaller sizes of run --quick')
    .addOption(runtimeOption('trainers and model servers would run, for a tier that has them'))
    .addOption(runtimeSettingsOption())
    .option('--all', 'show the steps that need no model too')
    .addOption(toOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Costs are the most that can come: trainings stop earlier where there is less to train on. What an earlier run left in the
store stands beside them. --to and --json have the steps that need no model, as --all does.

${tiersHelp}

Examples:
  ./retable plan iterative-rpo
  ./retable plan iterative-rpo --all
  ./retable plan iterative-rpo --tier paper --runtime slurm
  ./retable plan iterative-rpo --tier paper --benchmark math
  ./retable plan iterative-rpo --to csv`,
    )
    .action(async (paper: string, options: Omit<PlanVerbRequest, 'paper'>) => {
      const { runPlan } = await import('./run-plan.ts')
      await runPlan({ ...options, paper })
    })
}
