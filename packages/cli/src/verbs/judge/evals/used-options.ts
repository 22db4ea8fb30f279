import type { JudgeProcedure } from '@retable/core'
import { CliError } from '../../../errors.ts'
import type { EvalVerbRequest } from '../../eval/eval-request.ts'

/** What an evaluation by judgements settles by itself, by the names of options. */
const settled = { variant: 'variant', topP: 'top-p', route: 'route', batchOut: 'batch-out', batchIn: 'batch-in', suite: 'suite', probe: 'no-probe' } // prettier-ignore

/** What is of a judge beside the model. */
const ofJudge = { judgeModel: 'judge-model', judgeBaseUrl: 'judge-base-url', judgeKeyEnv: 'judge-key-env', judgeModelVersion: 'judge-model-version', judgePrices: 'judge-prices' } // prettier-ignore

/** What is of any judgements, of pairs and of verdicts. */
const ofJudgements = { data: 'data', verdicts: 'verdicts', rewardRoute: 'reward-route' } // prettier-ignore

type Given = Pick<EvalVerbRequest, 'given'> & Partial<Pick<EvalVerbRequest, 'as'>>

/** @throws CliError `cli/judge` for an option that decides nothing in such an evaluation */
export function requireUsed(request: Given, benchmark: string, { subject }: JudgeProcedure): void {
  refuse(request, settled, () => 'a benchmark of judgements settles it by itself')
  if (subject !== 'outputs') {
    refuse(request, ofJudge, (name) =>
      name === 'judge-model'
        ? `${benchmark} tests judges: name the judge with --model`
        : `${benchmark} tests judges, and none is asked beside the model`,
    )
    return
  }
  const drawn = `${benchmark} settles how its answers and judgements are drawn`
  refuse(request, { n: 'n', temperature: 'temperature' }, () => drawn)
  refuse(request, { data: 'data' }, () => `${benchmark} judges the model’s own answers`)
}

/** @throws CliError `cli/judge` for an option of judges, where answers are right or wrong */
export function requireNoJudge(request: Given): void {
  const why =
    request.as === undefined
      ? 'no benchmark that is named needs a judge'
      : '--as is of answers that are right or wrong; name the benchmark and the judge, and the paper with --beside'
  refuse(request, { ...ofJudge, ...ofJudgements }, () => why)
}

function refuse(
  { given }: Given,
  options: Readonly<Record<string, string>>,
  why: (name: string) => string,
): void {
  const found = Object.entries(options).find(([name]) => given.has(name))
  if (found === undefined) return
  throw new CliError('cli/judge', `--${found[1]}: ${why(found[1])}; leave it out`)
}
