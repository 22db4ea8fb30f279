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
  addAskingOptions,
  addEndpointOptions,
  addJudgeOptions,
  addSendingOptions,
} from './endpoint-options.ts'
import type { EvalVerbRequest } from './eval-request.ts'

/** `retable eval BENCHMARK...`: ask a model the items of benchmarks. */
export function evalVerb(signal: AbortSignal): Command {
  const verb = new Command('eval')
    .description(
      'ask a model behind any OpenAI-compatible endpoint the items of benchmarks, and score its answers',
    )
    .addArgument(
      new Argument('[benchmarks...]', 'benchmarks (see ./retable list), or paths of modules of one’s own'),
    )
    .option('--suite <name>', 'a named list of benchmarks: reasoning')
    .option('--beside <paper>', 'set the scores beside this paper’s cells of the benchmarks, with verdicts')
    .option(
      '--as <paper/row>',
      'ask as the paper measured this row, on all its benchmarks or those named (see ./retable list rows)',
    )
    .option(
      '--model <name>',
      'as the endpoint names it; smollm2-135m, a folder of weights, hf:OWNER/NAME@COMMIT need no endpoint',
    )
  addEndpointOptions(verb)
  addJudgeOptions(verb)
  addAskingOptions(verb)
  addSendingOptions(verb)
  return verb
    .option('--concurrency <n>', 'requests in flight (default: as many as the server bears)', wholeNumber(1))
    .option('--fresh', 'ask again for what the store holds')
    .option('--no-probe', 'send no short requests first to see which parameters the server heeds')
    .option(
      '--dry-run',
      'say how many requests are new, and send none; with --runtime, write what its server would be started by to --out',
    )
    .option('--batch-out <file>', 'write the new requests as an OpenAI batch file, and send none')
    .option('--batch-in <files...>', 'take the results of such a batch, then score, and send nothing')
    .addOption(familyOption())
    .addOption(versionOption('it decides no number, as --model-version does'))
    .option('--out <folder>', 'write the record there (default: .retable/runs/<id>)')
    .addOption(licenceOption())
    .addOption(toOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Answers are kept as they come: the same command goes on after a stop, asks again what failed, and sends nothing twice.
The key is read from the environment, and stands in no file, message or process list.

Examples:
  ./retable eval gsm8k --model smollm2-135m --limit 20
  ./retable eval gsm8k --model runs/mine/checkpoint-500
  ./retable eval gsm8k --model hf:Qwen/Qwen2.5-0.5B-Instruct@7ae557604adf67be50417f59c2c2f167def9a775 --runtime compose
  ./retable eval gsm8k --model my-model --base-url http://127.0.0.1:8000/v1
  ./retable eval gsm8k math --model my-model --n 8 --temperature 0.8
  ./retable eval gsm8k --model my-model --family my-model --version v2 --model-version v2
  ./retable eval gsm8k --model my-model --beside iterative-rpo
  ./retable eval --as scpo/table-1/scpo-unsup-m2 --model my-model
  ./retable eval alpaca-eval --model my-model --judge-model my-judge
  ./retable eval llmbar judgebench --model my-judge
  ./retable eval --suite reasoning --model my-model --dry-run
  ./retable eval gsm8k --model my-model --batch-out requests.jsonl
  ./retable eval gsm8k --model my-model --batch-in output.jsonl errors.jsonl
  ./retable eval gsm8k --model my-model --prompt lm-eval-5-shot --variant lm-eval-strict --route completions`,
    )
    .action(async (benchmarks: string[], options: EvalOptions, command: Command) => {
      const { runEval } = await import('./run-eval.ts')
      const given = Object.keys(options).filter((name) => command.getOptionValueSource(name) === 'cli')
      await runEval({ ...options, benchmarks, given: new Set(given) }, signal)
    })
}

type EvalOptions = Omit<EvalVerbRequest, 'benchmarks' | 'given'>
