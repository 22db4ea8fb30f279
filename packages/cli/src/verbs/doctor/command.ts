import { Argument, Command } from 'commander'
import { jsonOption } from '../../options.ts'

/** `retable doctor [PAPER]`: what this machine can run. */
export function doctorVerb(): Command {
  return new Command('doctor')
    .description(
      'say what this machine can run: its hardware and programs, and which tiers of which papers they allow',
    )
    .addArgument(
      new Argument('[paper]', 'one paper, with all that lacks for its tiers (default: all papers)'),
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  ./retable doctor
  ./retable doctor iterative-rpo
  ./retable doctor --json`,
    )
    .action(async (paper: string | undefined, options: { json?: boolean }) => {
      const { runDoctor } = await import('./run-doctor.ts')
      await runDoctor({ paper, json: options.json === true })
    })
}
