import { Argument, Command, InvalidArgumentError } from 'commander'
import { jsonOption } from '../../options.ts'

/** `retable doctor [PAPER]`: what this machine can run. */
export function doctorVerb(signal: AbortSignal): Command {
  return new Command('doctor')
    .description(
      'say what this machine can run: its hardware and programs, and the tiers of papers that they allow',
    )
    .addArgument(
      new Argument(
        '[paper]',
        'one paper, with all that each tier lacks by each runtime (default: all papers)',
      ),
    )
    .option(
      '--timeout <seconds>',
      'how long each program and the hub may take to answer (default: 10)',
      seconds,
    )
    .option(
      '--clean',
      'first remove the containers and services of Slurm that runs which were killed have left',
    )
    .option(
      '--ask-hub',
      'ask the hub whether the account of HF_TOKEN is given the paper’s gated weights, by one request each with the token',
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Nothing is installed, fetched or sent: programs are asked for their versions, the hub whether it answers, and of keys only
whether they are set (--ask-hub alone sends HF_TOKEN). It ends with 0 whatever lacks; --clean with 3 where neither a container engine nor Slurm answers.

Examples:
  ./retable doctor
  ./retable doctor iterative-rpo
  ./retable doctor iterative-rpo --ask-hub
  ./retable doctor --json
  ./retable doctor --clean`,
    )
    .action(
      async (
        paper: string | undefined,
        options: { timeout?: number; clean?: boolean; askHub?: boolean; json?: boolean },
      ) => {
        const { runDoctor } = await import('./run-doctor.ts')
        await runDoctor(
          {
            paper,
            timeoutMs: options.timeout === undefined ? undefined : 1000 * options.timeout,
            isClean: options.clean === true,
            asksHub: options.askHub === true,
            json: options.json === true,
          },
          signal,
        )
      },
    )
}

function seconds(text: string): number {
  const number = /^\d{1,3}(?:\.\d{1,3})?$/.test(text) ? Number(text) : 0
  if (number > 0) return number
  throw new InvalidArgumentError('a number of seconds above 0 is needed')
}
