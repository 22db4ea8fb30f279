import type { TableForm } from '@retable/report'
import { Argument, Command } from 'commander'
import { jsonOption, toOption } from '../../options.ts'

/** `retable list`: what there is. */
export function listVerb(): Command {
  return new Command('list')
    .description(
      'list the papers and benchmarks there are, the runs in the store, or the rows of papers that eval --as takes',
    )
    .addArgument(
      new Argument('[what]', 'only these (default: papers and benchmarks)').choices([
        'papers',
        'benchmarks',
        'runs',
        'rows',
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
  ./retable list runs
  ./retable list rows`,
    )
    .action(
      async (
        what: 'papers' | 'benchmarks' | 'runs' | 'rows' | undefined,
        options: { json?: boolean; to?: TableForm },
      ) => {
        const json = options.json === true
        const { to } = options
        if (what === 'runs') {
          const { runListRuns } = await import('./run-list-runs.ts')
          await runListRuns({ json, to })
          return
        }
        if (what === 'rows') {
          const { runListRows } = await import('./run-list-rows.ts')
          await runListRows({ json, to })
          return
        }
        const { runList } = await import('./run-list.ts')
        await runList({ what, json, to })
      },
    )
}
