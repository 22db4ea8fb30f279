import { Argument, Command, Option } from 'commander'
import { jsonOption, licenceOption, noiseOption, toOption, wholeNumber } from '../../options.ts'
import type { CompareRequest } from './run-compare.ts'

/** `retable compare BASELINE CANDIDATE...`: versions beside each other, item by item. */
export function compareVerb(signal: AbortSignal): Command {
  return new Command('compare')
    .description('compare versions of a model item by item, with a paired test')
    .addArgument(
      new Argument('<baseline>', 'a run (folder, id, or latest), or a file of outputs, judgements or logs'),
    )
    .addArgument(
      new Argument('<candidates...>', 'the same of one or more others, each compared with the baseline'),
    )
    .option('--benchmark <id>', 'which benchmark files of outputs or judgements are of (a log says itself)')
    .option('--variant <id>', 'rule that finds and compares answers in files (default: as ./retable score)')
    .option('--columns <map>', 'what fields of files are called, as of ./retable score')
    .addOption(noiseOption())
    .option('--anyway', 'compare what differs in more than the model, under a warning')
    .addOption(
      new Option('--show <what>', 'print what changed, both answers side by side').choices(['flips']),
    )
    .option('--show-first <n>', 'how many of each benchmark --show prints (default: 10)', wholeNumber(1))
    .addOption(licenceOption())
    .addOption(toOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
The difference is candidate minus baseline over the items that both have. Its p and interval are those of the worst-value
test (for rights and wrongs McNemar's exact p), corrected by Holm over all that is compared. docs/verbs/compare.md says more.

Examples:
  ./retable compare run-of-v1 run-of-v2
  ./retable compare v1.jsonl v2.jsonl v3.jsonl --benchmark gsm8k
  ./retable compare old/samples_gsm8k_2026-01-31.jsonl new/samples_gsm8k_2026-02-28.jsonl --show flips
  ./retable compare v1/results.jsonl v2/results.jsonl --benchmark my-benchmark
  ./retable compare v1.json v2.json --benchmark alpaca-eval --json`,
    )
    .action(async (baseline: string, candidates: string[], options: Omit<CompareRequest, 'names'>) => {
      const { runCompare } = await import('./run-compare.ts')
      await runCompare({ ...options, names: [baseline, ...candidates] }, signal)
    })
}
