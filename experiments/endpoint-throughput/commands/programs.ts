import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** One run of a command. */
export interface CommandRun {
  /** Base URL of the server, up to /v1. */
  readonly url: string
  /** The problems, one JSON object a line: id, prompt and gold. */
  readonly items: string
  /** Empty at first, of this run alone. */
  readonly folder: string
  /** Kept from run to run, of this command alone. */
  readonly kept: string
}

/** A program that asks a model problems and scores its answers. */
export interface Program {
  readonly name: string
  /** Its lock file, in this folder; null for retable. */
  readonly lock: string | null
  /** @param bin - where the lock file's programs are */
  // Relative names are from this folder: inspect-ai takes no others.
  readonly words: (run: CommandRun, bin: string) => readonly string[]
  readonly environment: (run: CommandRun) => Readonly<Record<string, string>>
  /** Share of the answers that it found right, by what it wrote. */
  readonly accuracy: (run: CommandRun) => Promise<number>
}

const root = path.resolve(import.meta.dirname, '../../..')
const concurrency = 128

/** retable as a user starts it; each run has a store of its own, so that nothing is asked before. */
export function retable(name: string, more: readonly string[] = []): Program {
  return {
    name,
    lock: null,
    words: ({ url, folder }) => [
      path.join(root, 'retable'),
      ...['eval', 'gsm8k', '--model', 'M', '--base-url', url, '--concurrency', String(concurrency)],
      ...['--out', path.join(folder, 'record'), ...more],
    ],
    environment: ({ folder }) => ({ RETABLE_STORE: path.join(folder, 'store') }),
    async accuracy({ folder }) {
      const lines = (await readFile(path.join(folder, 'record/scores.jsonl'), 'utf8')).trimEnd().split('\n')
      const scores = lines.map((line) => (JSON.parse(line) as { score: number }).score)
      return scores.reduce((sum, score) => sum + score, 0) / scores.length
    },
  }
}

export const lmEval: Program = {
  name: 'lm-eval 0.4.13',
  lock: 'lm-eval/requirements.lock',
  words: ({ url, folder, kept }, bin) => [
    path.join(bin, 'lm-eval'),
    ...['run', '--model', 'local-chat-completions', '--tasks', 'problems', '--include_path', kept],
    ...['--model_args', `model=M,base_url=${url}/chat/completions,num_concurrent=${concurrency}`],
    ...['--apply_chat_template', '--log_samples', '--output_path', folder],
  ],
  environment: ({ kept }) => ({ HF_HOME: kept, HF_HUB_OFFLINE: '1', OPENAI_API_KEY: 'none' }),
  async accuracy({ folder }) {
    const found = (await readJson(folder, /^results_.*\.json$/)) as {
      results: { problems: Record<string, number> }
    }
    return found.results.problems['exact_match,final-answer']!
  },
}

export const inspect: Program = {
  name: 'inspect-ai 0.3.285',
  lock: 'inspect/requirements.lock',
  words: ({ url, folder }, bin) => [
    path.join(bin, 'inspect'),
    ...['eval', 'inspect/task.py', '--model', 'openai/M', '--model-base-url', url],
    ...['-M', 'responses_api=false', '--max-connections', String(concurrency), '--display', 'plain'],
    ...['--temperature', '0', '--max-tokens', '2048', '--log-dir', folder, '--log-format', 'json'],
  ],
  environment: ({ items }) => ({ ITEMS: items, OPENAI_API_KEY: 'none', INSPECT_DISABLE_MODEL_INFO: '1' }),
  async accuracy({ folder }) {
    const found = (await readJson(folder, /\.json$/)) as {
      results: { scores: { metrics: { accuracy: { value: number } } }[] }
    }
    return found.results.scores[0]!.metrics.accuracy.value
  },
}

export const nemoEvaluator: Program = {
  name: 'nemo-evaluator 0.2.8',
  lock: 'nemo-evaluator/requirements.lock',
  words: ({ url, items, folder }, bin) => [
    path.join(bin, 'python'),
    ...['-m', 'nemo_evaluator.contrib.byob.runner', '--dataset', items, '--output-dir', folder],
    ...['--benchmark-module', 'nemo-evaluator/benchmark.py', '--benchmark-name', 'problems'],
    ...['--model-url', url, '--model-id', 'M', '--parallelism', String(concurrency)],
    ...['--temperature', '0', '--max-tokens', '2048', '--save-predictions'],
  ],
  environment: ({ items }) => ({ ITEMS: items }),
  async accuracy({ folder }) {
    const text = await readFile(path.join(folder, 'problems/byob_predictions.jsonl'), 'utf8')
    const rows = text.trimEnd().split('\n').map((line) => JSON.parse(line) as { scores: { correct: boolean } }) // prettier-ignore
    return rows.filter(({ scores }) => scores.correct).length / rows.length
  },
}

/** The problems as a task of lm-eval: the prompt as it stands in the file, and the number after "Final answer:". */
export function lmEvalTask(items: string): string {
  return `task: problems
dataset_path: json
dataset_kwargs:
  data_files:
    test: ${JSON.stringify(items)}
test_split: test
output_type: generate_until
doc_to_text: "{{prompt}}"
doc_to_target: "{{gold}}"
generation_kwargs: {until: [], do_sample: false, temperature: 0, max_gen_toks: 2048}
filter_list:
  - name: final-answer
    filter: [{function: regex, regex_pattern: 'Final answer: (\\S+)'}, {function: take_first}]
metric_list:
  - {metric: exact_match, aggregation: mean, higher_is_better: true}
`
}

/** The one JSON file below a folder whose name matches. */
async function readJson(folder: string, name: RegExp): Promise<unknown> {
  const files = await readdir(folder, { recursive: true })
  const found = files.find((file) => name.test(path.basename(file)))
  if (found === undefined) throw new Error(`no file of results in ${folder}`)
  return JSON.parse(await readFile(path.join(folder, found), 'utf8'))
}
