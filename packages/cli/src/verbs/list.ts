import { Argument, Command } from 'commander'
import { jsonOption } from '../options.ts'

/** `retable list`: what there is. */
export function listVerb(): Command {
  return new Command('list')
    .description('list the papers and benchmarks there are')
    .addArgument(new Argument('[what]', 'only these').choices(['papers', 'benchmarks']))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  ./retable list
  ./retable list benchmarks --json`,
    )
    .action(async (what: 'papers' | 'benchmarks' | undefined, options: { json?: boolean }) => {
      const { runList } = await import('../run-list.ts')
      await runList({ what, json: options.json === true })
    })
}
