import type { TableForm } from '@retable/report'
import { Command } from 'commander'
import { jsonOption, toOption } from '../../options.ts'

/** `retable check [paper...]`: hold reported cells against each other. */
export function checkVerb(): Command {
  return new Command('check')
    .description('hold the reported cells of papers against each other')
    .argument('[papers...]', 'ids or folders of papers; all if none is named')
    .option('--summary', 'only counts: a line a paper, and the total')
    .addOption(toOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
A printed number stands for every value that rounds to it, so rounding breaks no relation; digits that were cut off can.
Exits with 1 when a contradiction is new, or one that is known is no longer there.

Examples:
  ./retable check
  ./retable check --summary
  ./retable check iterative-rpo --json
  ./retable check --summary --to latex`,
    )
    .action(async (papers: string[], options: { json?: boolean; summary?: boolean; to?: TableForm }) => {
      const { runCheck } = await import('./run-check.ts')
      await runCheck({
        papers,
        json: options.json === true,
        summary: options.summary === true,
        to: options.to,
      })
    })
}
