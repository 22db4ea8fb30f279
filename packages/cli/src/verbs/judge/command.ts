import { Argument, Command } from 'commander'
import {
  familyOption,
  jsonOption,
  licenceOption,
  toOption,
  versionOption,
  wholeNumber,
} from '../../options.ts'
import {
  addEndpointOptions,
  addSendingOptions,
  rewardRouteOption,
  verdictsOption,
} from '../eval/endpoint-options.ts'
import type { JudgeVerbRequest } from './judge-request.ts'

/** `retable judge BENCHMARK`: have a judge behind an endpoint judge outputs as a benchmark's own judge does. */
export function judgeVerb(signal: AbortSignal): Command {
  const verb = new Command('judge')
    .description(
      'have a judge behind any OpenAI-compatible endpoint judge a model’s outputs as a benchmark’s own judge does, and score its judgements',
    )
    .addArgument(new Argument('<benchmark>', 'a benchmark of judgements (see ./retable list)'))
    .option('--outputs <file>', 'the model’s outputs, as the benchmark’s own files have them')
    .option('--data <file>', 'your own copy of the benchmark’s pairs, where they cannot be fetched')
    .option('--judge-model <name>', 'the judge, as the endpoint names it')
    .option('--name <model>', 'the judged model’s name (default: what its outputs say)')
  addEndpointOptions(verb)
  verb
    .option(
      '--prompt <way>',
      'how the judge is asked, where a benchmark knows several ways (./retable prompts shows them)',
    )
    .addOption(verdictsOption())
    .addOption(rewardRouteOption())
    .option('--calibrate <file>', 'hold the judge against stored judgements of another, of the same outputs')
    .option(
      '--again <k>',
      'ask the first k again, and say how far the judge agrees with itself',
      wholeNumber(1),
    )
    .option('--beside <paper>', 'set the scores beside this paper’s cells of the benchmark, with verdicts')
    .option('--limit <n>', 'the first so many', wholeNumber(1))
    .option('--max-tokens <n>', 'longest answer, in place of the benchmark’s own', wholeNumber(1))
    .option('--seed <n>', 'each drawn answer’s own seed follows from it', wholeNumber(0), 0)
  addSendingOptions(verb)
  return verb
    .option('--concurrency <n>', 'requests in flight (default: as many as the server bears)', wholeNumber(1))
    .option('--fresh', 'ask again for what the store holds')
    .option('--dry-run', 'say how many requests are new, and send none')
    .addOption(familyOption())
    .addOption(versionOption('it decides no number, as --model-version does'))
    .option('--out <folder>', 'write judgements and record there (default: .retable/runs/<id>)')
    .addOption(licenceOption())
    .addOption(toOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Each answer of the judge is kept as it comes: the same command goes on after a stop, asks again what failed, and pays
for nothing twice. The file of judgements that it leaves is one that ./retable score reads.

Examples:
  ./retable judge alpaca-eval --outputs mine.json --judge-model J --base-url http://127.0.0.1:8000/v1
  ./retable judge alpaca-eval --outputs mine.json --judge-model J --limit 20 --dry-run
  ./retable judge alpaca-eval --outputs mine.json --judge-model J --verdicts text
  ./retable judge alpaca-eval --calibrate annotations.json --judge-model J --limit 100
  ./retable judge mt-bench --outputs mine.jsonl --judge-model J --again 20`,
    )
    .action(async (benchmark: string, options: JudgeOptions, command: Command) => {
      const { runJudge } = await import('./run-judge.ts')
      const given = Object.keys(options).filter((name) => command.getOptionValueSource(name) === 'cli')
      const { judgeModel: model, ...rest } = options
      await runJudge(
        { ...rest, ...(model === undefined ? {} : { model }), benchmark, given: new Set(given) },
        signal,
      )
    })
}

type JudgeOptions = Omit<JudgeVerbRequest, 'benchmark' | 'given' | 'model'> & { readonly judgeModel?: string }
