import { Argument, Command } from 'commander'
import { jsonOption, toOption } from '../../options.ts'
import type { HistoryVerbRequest } from './run-history.ts'

/** `retable history [FOLDER...]`: what versions of a model measured, one after another. */
export function historyVerb(): Command {
  return new Command('history')
    .description('list runs by family and version, each beside the run before it, and draw the trend')
    .addArgument(
      new Argument('[folders...]', 'folders with records, at any depth (default: the store’s runs)'),
    )
    .option(
      '--family <name>',
      'only this family: as named with --family, else a model, a file, or paper/tier',
    )
    .option('--benchmark <id>', 'only this benchmark, or this setting of one')
    .option(
      '--metric <name>',
      'the metric that is shown (default: accuracy, else the first with an interval)',
    )
    .addOption(toOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
run, score --out and eval keep --family and --version in the record's run.json; they decide no number. The folders can be
those of a repository of your own: docs/verbs/history.md says which files to commit.

Examples:
  ./retable eval gsm8k --model my-model --family my-model --version v2 --out evals/v2
  ./retable history
  ./retable history evals/ --family my-model
  ./retable history evals/ --benchmark gsm8k --metric no_answer
  ./retable history results/ --to md`,
    )
    .action(async (folders: string[], options: Omit<HistoryVerbRequest, 'folders'>) => {
      const { runHistory } = await import('./run-history.ts')
      await runHistory({ ...options, folders })
    })
}
