import { Argument, Command, InvalidArgumentError } from 'commander'
import { jsonOption, licenceOption, toOption, wholeNumber } from '../../options.ts'
import { addAskingOptions, addEndpointOptions, addSendingOptions } from '../eval/endpoint-options.ts'
import type { RepeatRequest } from './repeat-eval.ts'

/** `retable noise`: what repeats of one model differ by. */
export function noiseVerb(signal: AbortSignal): Command {
  const verb = new Command('noise')
    .description('say what repeats of one model differ by: the noise floor of a comparison')
    .addArgument(
      new Argument(
        '<names...>',
        'repeats: runs or files of the same model, as of ./retable compare; with --runs benchmarks, which a model is asked',
      ),
    )
    .option(
      '--runs <n>',
      'ask a model the benchmarks so many times (2 or more; 3 tell whether whole runs move)',
      wholeNumber(2),
    )
    .option(
      '--model <name>',
      'with --runs: as the endpoint names it; smollm2-135m or a folder of weights needs no endpoint',
    )
    .option('--benchmark <id>', 'which benchmark files of outputs or judgements are of (a log says itself)')
    .option('--columns <map>', 'what fields of files are called, as of ./retable score')
    .option('--out <file>', 'write it as JSON, too, for --noise of compare and gate')
  addEndpointOptions(verb)
  addAskingOptions(verb)
  addSendingOptions(verb)
  return verb
    .option('--concurrency <n,...>', 'requests in flight; each repeat takes the next of several', counts)
    .addOption(licenceOption())
    .addOption(toOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Answers of repeats are kept as those of ./retable eval are: the same command goes on after a stop, and asks nothing twice.

Examples:
  ./retable noise gsm8k --runs 3 --model my-model --base-url http://127.0.0.1:8000/v1
  ./retable noise gsm8k --runs 4 --model my-model --concurrency 1,8,32,128
  ./retable noise repeat-1 repeat-2 repeat-3
  ./retable noise a.jsonl b.jsonl c.jsonl --benchmark gsm8k --out noise.json`,
    )
    .action(async (names: string[], options: Omit<RepeatRequest, 'names' | 'given'>, command: Command) => {
      const given = new Set(
        Object.keys(options).filter((name) => command.getOptionValueSource(name) === 'cli'),
      )
      const request = { ...options, names, given }
      if (options.runs === undefined) {
        if (options.model !== undefined) {
          const { CliError } = await import('../../errors.ts')
          throw new CliError('cli/usage', '--model is for --runs, which says how often it is asked')
        }
        const { runNoise } = await import('./run-noise.ts')
        return runNoise(request, signal)
      }
      const { repeatEval } = await import('./repeat-eval.ts')
      return repeatEval(request, options.runs, signal)
    })
}

function counts(text: string): number[] {
  const numbers = text.split(',').map((part) => (/^\d{1,6}$/.test(part.trim()) ? Number(part) : 0))
  if (numbers.every((number) => number > 0)) return numbers
  throw new InvalidArgumentError('one number from 1 or several are needed, as in 1,8,32')
}
