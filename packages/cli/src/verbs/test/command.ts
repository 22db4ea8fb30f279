import { Command, Option } from 'commander'
import { jsonOption } from '../../options.ts'

/** `retable test`: everything that must hold before a change lands. */
export function testVerb(signal: AbortSignal): Command {
  return new Command('test')
    .description('type-check, lint, format check, generated files, and all tests')
    .argument('[folders...]', 'only the tests in these folders, and no checks but of what --write renews')
    .option(
      '--write',
      'first bring formatting and generated files up to date (of the folders, where some are named)',
    )
    .addOption(jsonOption())
    .addOption(new Option('--only <target>', 'what Nx runs of one project').hideHelp())
    .addHelpText(
      'after',
      `
Suites: checks, unit, golden (needs RETABLE_GOLDEN and RETABLE_MIRROR), parity (needs Python 3.11 and, once, a network),
containers and slurm (need root, and Debian's docker and Slurm, which they start themselves).
What takes too long for every change runs by night: ./retable nx nightly
A suite that this machine cannot run is named with the reason; with CI=true that is a failure.

Examples:
  ./retable test
  ./retable test packages/stats`,
    )
    .action(async (folders: string[], options: { json?: boolean; write?: boolean; only?: string }) => {
      const { runTest } = await import('./run-test.ts')
      const { json = false, write = false, only } = options
      await runTest({ folders, json, write, only }, signal)
    })
}
