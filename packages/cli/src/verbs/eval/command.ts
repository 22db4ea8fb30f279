import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import {
  familyOption,
  jsonOption,
  licenceOption,
  percent,
  toOption,
  versionOption,
  wholeNumber,
} from '../../options.ts'
import type { EvalVerbRequest } from './eval-request.ts'

/** `retable eval BENCHMARK...`: ask a model the items of benchmarks. */
export function evalVerb(signal: AbortSignal): Command {
  return new Command('eval')
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
    .option('--model <name>', 'as the endpoint names it; smollm2-135m needs no endpoint')
    .addOption(
      new Option(
        '--base-url <url>',
        'up to /v1; several are replicas of one model (also OPENAI_BASE_URL)',
      ).argParser((url: string, earlier: readonly string[] = []) => [...earlier, url]),
    )
    .option('--key-env <name>', 'environment variable that holds the key', 'OPENAI_API_KEY')
    .option('--profile <file>', 'JSON file with model, baseUrl, keyEnv, headers, extraBody')
    .option('--model-version <text>', 'tells weights of one name apart, where the server does not')
    .addOption(
      new Option('--route <route>', 'how it is asked').choices(['chat', 'completions']).default('chat'),
    )
    .option(
      '--prompt <style>',
      'one of the benchmark’s prompts (default: its first that can be asked; ./retable prompts shows them)',
    )
    .option('--variant <id>', 'rule that finds and compares answers (default: the prompt’s)')
    .option('--limit <n>', 'the first so many items', wholeNumber(1))
    .option('--n <samples>', 'answers of each item', wholeNumber(1), 1)
    .option('--temperature <t>', '0 takes the likeliest tokens', number, 0)
    .option('--top-p <p>', 'draw from the likeliest tokens with this much probability', share, 1)
    .option('--max-tokens <n>', 'longest answer, thought included', wholeNumber(1), 2048)
    .option('--seed <n>', 'each sample’s own seed follows from it', wholeNumber(0), 0)
    .option('--concurrency <n>', 'requests in flight (default: as many as the server bears)', wholeNumber(1))
    .option('--stream', 'take answers piece by piece, where a gateway cuts long silences')
    .option('--timeout <seconds>', 'deadline of each attempt (default: 1200)', wholeNumber(1))
    .option('--extra-body <json>', 'further fields of each request, as a JSON object')
    .option('--max-tokens-total <n>', 'tokens that may be used, prompts included', wholeNumber(1))
    .option('--max-cost <amount>', 'what may be spent; needs --prices', number)
    .option('--prices <file>', 'JSON file: prompt, completion and cachedPrompt per million tokens, request')
    .option('--max-failed <percent>', 'answers that may fail before no verdict is drawn', percent, 1)
    .option('--fresh', 'ask again for what the store holds')
    .option('--no-probe', 'send no short requests first to see which parameters the server heeds')
    .option('--dry-run', 'say how many requests are new, and send none')
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
  ./retable eval gsm8k --model my-model --base-url http://127.0.0.1:8000/v1
  ./retable eval gsm8k math --model my-model --n 8 --temperature 0.8
  ./retable eval gsm8k --model my-model --family my-model --version v2 --model-version v2
  ./retable eval gsm8k --model my-model --beside iterative-rpo
  ./retable eval --as scpo/table-1/scpo-unsup-m2 --model my-model
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

function number(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError('a number from 0 is needed')
  }
  return value
}

function share(text: string): number {
  const value = number(text)
  if (value === 0 || value > 1) throw new InvalidArgumentError('a number above 0, and at most 1, is needed')
  return value
}
