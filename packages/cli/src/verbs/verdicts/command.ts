import { Command } from 'commander'
import { jsonOption, toOption } from '../../options.ts'
import type { VerdictsRequest } from './run-verdicts.ts'

/** `retable verdicts [PAPER]`: what holds of papers. */
export function verdictsVerb(): Command {
  return new Command('verdicts')
    .description('print what holds of a paper, and what contradicts itself, in a screen; of all, a line each')
    .argument('[paper]', 'id or folder of a paper; all if none is named')
    .addOption(toOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Verdicts are those of the project's recorded results: nothing is recomputed, run or fetched.

Examples:
  ./retable verdicts
  ./retable verdicts iterative-rpo
  ./retable verdicts auto-j --to md`,
    )
    .action(async (paper: string | undefined, options: Omit<VerdictsRequest, 'paper'>) => {
      const { runVerdicts } = await import('./run-verdicts.ts')
      await runVerdicts({ ...options, paper })
    })
}
