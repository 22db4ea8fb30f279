import type { TableForm } from '@retable/report'
import { Argument, Command } from 'commander'
import { jsonOption, toOption } from '../../options.ts'

/** `retable list`: what there is. */
export function listVerb(): Command {
  return new Command('list')
    .description('list the papers and benchmarks there are, or the runs in the store')
    .addArgument(
      new Argument('[what]', 'only these (default: papers and benchmarks)').choices([
        'papers',
        'benchmarks',
        'runs',
      ]),
    )
    .addOption(toOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  ./retable list
  ./retable list benchmarks --json
  ./retable list papers --to md
  ./retable list runs`,
    )
    .action(
      async (
        what: 'papers' | 'benchmarks' | 'runs' | undefined,
        options: { json?: boolean; to?: TableForm },
      ) => {
        const json = options.json === true
        const { to } = options
        if (what === 'runs') {
          const { runListRuns } = await import('./run-list-runs.ts')
          await runListRuns({ json, to })
          return
        }
        const { runList } = await import('./run-list.ts')
        await runList({ what, json, to })
      },
    )
}
