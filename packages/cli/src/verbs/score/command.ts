import { Argument, Command, Option } from 'commander'
import {
  familyOption,
  jsonOption,
  licenceOption,
  percent,
  toOption,
  versionOption,
  wholeNumber,
} from '../../options.ts'
import type { ScoreRequest } from './run-score.ts'

/** `retable score BENCHMARK FILE...`: score files of model outputs. */
export function scoreVerb(signal: AbortSignal): Command {
  return new Command('score')
    .description('score files of model outputs on a benchmark')
    .addArgument(
      new Argument(
        '<benchmark>',
        'a benchmark (see ./retable list), or the path of a module that exports one',
      ),
    )
    .addArgument(
      new Argument(
        '<files...>',
        'files of outputs or logs, plain or gzipped; folders or patterns of them; - for standard input',
      ),
    )
    .addOption(
      new Option(
        '--variant <id>',
        'rule that finds and compares answers, repeatable, or all (default: the format’s, else the benchmark’s)',
      ).argParser((id: string, earlier: readonly string[] = []) => [...earlier, id]),
    )
    .option('--format <id>', 'one of those below (default: detected)')
    .option(
      '--columns <map>',
      'what fields or columns are called, with paths, as in id=doc,output=choices.0.text',
    )
    .addOption(new Option('--show <which>', 'print some of these outputs').choices(['wrong', 'unparsed']))
    .option('--show-first <n>', 'how many outputs --show prints for each file (default: 5)', wholeNumber(1))
    .option('--out <path>', 'write all of the results into this folder, or the scores to this .jsonl file')
    .addOption(familyOption())
    .addOption(versionOption())
    .option(
      '--max-broken <percent>',
      'rows of a file that may be lost before the exit code is 2 (default: 1)',
      percent,
    )
    .option('--strict', 'no row may be lost: --max-broken 0')
    .addOption(licenceOption())
    .addOption(toOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Formats:
  jsonl        one object a line: "id" or "question"; "output" (a text) or "outputs" (a list), or one of the other
               names that outputs have; optional "gold"; or as --columns names them
  json         one JSON array of such objects
  csv          a table with a header, parted by commas, tabs or semicolons: columns of those names
  lm-eval      samples of lm-evaluation-harness; results_*.json beside them says whether they are whole
  inspect      a log of Inspect: .eval or .json
  evalscope    reviews of EvalScope
  opencompass  predictions of OpenCompass
  math-eval    outputs of math-evaluation-harness (ToRA, Qwen2.5-Math, ...): "idx", "code" (a list), "gt" (the gold)
  zeroeval     one JSON array of ZeroEval

Benchmarks made of judgements (./retable list says which) read the judges' own files; --format, --columns, --show and
--show-first are not for them.

Examples:
  ./retable score gsm8k outputs.jsonl
  ./retable score gsm8k outputs.jsonl --variant lm-eval-flexible --show wrong --show-first 3
  ./retable score gsm8k outputs.jsonl --variant all
  ./retable score gsm8k model-a.json model-b.json --json
  ./retable score gsm8k runs/
  ./retable score gsm8k 'runs/**/samples_gsm8k_*.jsonl' --strict
  zcat outputs.jsonl.gz | ./retable score gsm8k -
  ./retable score gsm8k samples_gsm8k_2026-01-31T12-00-00.000000.jsonl --variant lm-eval-strict
  ./retable score gsm8k table.csv --columns id=doc,output=completion,gold=answer
  ./retable score gsm8k batch.jsonl --columns id=custom_id,output=response.body.choices.0.message.content
  ./retable score ./my-benchmark.ts outputs.jsonl
  ./retable score mt-bench gpt-4_pair.jsonl --variant pair
  ./retable score gsm8k outputs.jsonl --out scores/
  ./retable score gsm8k outputs.jsonl --out evals/v2 --family my-model --version v2
  ./retable score gsm8k runs/ --to latex`,
    )
    .action(
      async (benchmark: string, files: string[], options: Omit<ScoreRequest, 'benchmark' | 'files'>) => {
        const { runScore } = await import('./run-score.ts')
        await runScore({ ...options, benchmark, files }, signal)
      },
    )
}
