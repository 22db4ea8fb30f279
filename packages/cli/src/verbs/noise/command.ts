import { Argument, Command } from 'commander'
import { jsonOption, licenceOption, toOption } from '../../options.ts'
import type { NoiseRequest } from './run-noise.ts'

/** `retable noise RUN RUN...`: what repeats of one model differ by. */
export function noiseVerb(signal: AbortSignal): Command {
  return new Command('noise')
    .description('say what repeats of one model differ by: the noise floor of a comparison')
    .addArgument(
      new Argument('<repeats...>', 'runs or files of the same model, two or more, as of ./retable compare'),
    )
    .option('--benchmark <id>', 'which benchmark files of outputs or judgements are of (a log says itself)')
    .option('--variant <id>', 'rule that finds and compares answers in files (default: as ./retable score)')
    .option('--columns <map>', 'what fields of files are called, as of ./retable score')
    .option('--out <file>', 'write it as JSON, too, for --noise of compare and gate')
    .addOption(licenceOption())
    .addOption(toOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  ./retable noise repeat-1 repeat-2 repeat-3
  ./retable noise a.jsonl b.jsonl c.jsonl --benchmark gsm8k --out noise.json`,
    )
    .action(async (names: string[], options: Omit<NoiseRequest, 'names'>) => {
      const { runNoise } = await import('./run-noise.ts')
      await runNoise({ ...options, names }, signal)
    })
}
