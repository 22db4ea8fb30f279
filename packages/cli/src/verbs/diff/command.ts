import { Argument, Command } from 'commander'
import { jsonOption, toOption } from '../../options.ts'
import type { DiffVerbRequest } from './run-diff.ts'

/** `retable diff RUN`: a finished run's cells beside the reported ones. */
export function diffVerb(): Command {
  return new Command('diff')
    .description('print a finished run’s measurements beside the reported cells')
    .addArgument(new Argument('<run>', 'the folder of a run’s files, or its id in the store'))
    .option(
      '--paper <paper>',
      'set an evaluation or a scoring beside this paper’s cells of its benchmarks (see ./retable list papers)',
    )
    .option('--tolerance-exit', 'exit with 1 when a cell deviates')
    .addOption(toOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  ./retable diff my-run
  ./retable diff my-run --tolerance-exit --json
  ./retable diff my-evaluation --paper iterative-rpo
  ./retable diff latest --to csv > diff.csv`,
    )
    .action(async (run: string, options: Omit<DiffVerbRequest, 'run'>) => {
      const { runDiff } = await import('./run-diff.ts')
      await runDiff({ ...options, run })
    })
}
