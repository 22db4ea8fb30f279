import { Command } from 'commander'
import { jsonOption, toOption } from '../../options.ts'
import type { ShowRequest } from './run-show.ts'

/** `retable show PAPER`: a paper's tables. */
export function showVerb(): Command {
  return new Command('show')
    .description('print a paper’s tables, with what was measured beside their cells')
    .argument('<paper>', 'id or folder of a paper; see ./retable list papers')
    .option('--table <name>', 'only this one: its number, or a part of its name')
    .addOption(toOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  ./retable show iterative-rpo --table 1
  ./retable show iterative-rpo --json
  ./retable show iterative-rpo --table 1 --to latex`,
    )
    .action(async (paper: string, options: Omit<ShowRequest, 'paper'>) => {
      const { runShow } = await import('./run-show.ts')
      await runShow({ ...options, paper })
    })
}
