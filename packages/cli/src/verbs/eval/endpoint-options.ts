import { InvalidArgumentError, Option, type Command } from 'commander'
import { percent, runtimeOption, runtimeSettingsOption, wholeNumber } from '../../options.ts'

/** Options that say where a model is served, and what tells it from others. */
export function addEndpointOptions(verb: Command): void {
  verb
    .addOption(
      new Option(
        '--base-url <url>',
        'up to /v1; several are replicas of one model (also OPENAI_BASE_URL)',
      ).argParser((url: string, earlier: readonly string[] = []) => [...earlier, url]),
    )
    .option('--key-env <name>', 'environment variable that holds the key', 'OPENAI_API_KEY')
    .option('--profile <file>', 'JSON file with model, baseUrl, keyEnv, headers, extraBody')
    .addOption(runtimeOption('a model is served that no endpoint serves'))
    .addOption(runtimeSettingsOption())
    .option('--gpus <n>', 'to serve it on, by vLLM (default: 1 where the runtime has any)', wholeNumber(0))
    .option('--server-nodes <n>', 'nodes of Slurm that one server takes, --gpus of each', wholeNumber(1))
    .option('--model-version <text>', 'tells weights of one name apart, where the server does not')
}

/** Options of benchmarks of judgements: who judges, and what verdicts are read of. */
export function addJudgeOptions(verb: Command): void {
  verb
    .option('--judge-model <name>', 'who judges the model’s outputs, for benchmarks of judgements')
    .addOption(
      new Option(
        '--judge-base-url <url>',
        'where the judge is served (default: where the model is)',
      ).argParser((url: string, earlier: readonly string[] = []) => [...earlier, url]),
    )
    .option('--judge-key-env <name>', 'environment variable that holds the judge’s key')
    .option('--judge-model-version <text>', 'tells the judge’s weights apart')
    .option('--judge-prices <file>', 'the judge’s prices, as --prices has the model’s')
    .option('--data <file>', 'your own copy of pairs that cannot be fetched')
    .addOption(verdictsOption())
    .addOption(rewardRouteOption())
}

/** `--reward-route ROUTE`: how a reward model is served. */
export function rewardRouteOption(): Option {
  return new Option('--reward-route <route>', 'how a reward model is asked (default: score)').choices([
    'score',
    'rerank',
    'classify',
  ])
}

/** `--verdicts OF`: what a judge's verdicts are read of. */
export function verdictsOption(): Option {
  return new Option(
    '--verdicts <of>',
    'what verdicts are read of (default: as published, where the endpoint gives it)',
  ).choices(['logprobs', 'text'])
}

/** Options that say how requests travel, how many at once apart, and how much may be used. */
export function addSendingOptions(verb: Command): void {
  verb
    .option('--stream', 'take answers piece by piece, where a gateway cuts long silences')
    .option('--timeout <seconds>', 'deadline of each attempt (default: 1200)', wholeNumber(1))
    .option('--extra-body <json>', 'further fields of each request, as a JSON object')
    .option('--max-tokens-total <n>', 'tokens that may be used, prompts included', wholeNumber(1))
    .option('--max-cost <amount>', 'what may be spent; needs --prices', number)
    .option('--prices <file>', 'JSON file: prompt, completion and cachedPrompt per million tokens, request')
    .option('--max-failed <percent>', 'answers that may fail before no verdict is drawn', percent, 1)
}

/** Options that say how each item is asked, and how often. */
export function addAskingOptions(verb: Command): void {
  verb
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
}

/** Parses a number from 0. */
function number(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError('a number from 0 is needed')
  }
  return value
}

/** Parses a share above 0. */
function share(text: string): number {
  const value = number(text)
  if (value === 0 || value > 1) throw new InvalidArgumentError('a number above 0, and at most 1, is needed')
  return value
}
