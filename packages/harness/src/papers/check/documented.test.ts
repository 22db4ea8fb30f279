import path from 'node:path'
import { expect, test } from 'vitest'
import { checkPaper } from './check-paper.ts'
import { loadPaper } from '../load-paper.ts'

const root = path.resolve(import.meta.dirname, '../../../../..')
const tpo = 'thought-preference-optimization'
const scpo1 = (row: string) => `table-1/${row}/test-acc-sc-8-way`

/** Contradictions that are documented of a paper, each by a cell that is part of it. */
const contradictions: readonly (readonly [paper: string, cell: string])[] = [
  ['scpo', scpo1('seed-model-m0-zero-shot')],
  ['scpo', scpo1('irpo-rm-m2')],
  ['scpo', scpo1('irpo-gold-m2')],
  ['scpo', 'table-8/irpo-rm-m2/test-acc-sc-8-way'],
  ['scpo', 'table-8/lmsi-m1/test-acc-sc-8-way'],
  ['scpo', 'table-8/scpo-semi-sup-m2/test-acc-sc-8-way'],
  ['scpo', 'table-10/gsm8k-m0/test-acc-sc-8-way'],
  ['scpo', 'table-2/scpo-semi-sup-m1/test-acc-sc-8-way'],
  ['scpo', 'table-2/irpo-gold-m2/test-acc-sc-8-way'],
  ['scpo', 'table-4-1/math-m2-w-x-1/test-acc-sc-8-way'],
  ['scpo', 'table-3/m0-llama-3-instruct-8b/puzzle-acc-overall'],
  [tpo, 'table-1/tpo-specific/alpacaeval-lc'],
  [tpo, 'table-2/iteration-0/ultrafeedback-armorm-direct'],
  ['meta-rewarding', 'table-6/self-rewarding-lc-iteration-1/score'],
  ['meta-rewarding', 'table-6/self-rewarding-lc-iteration-3/score'],
  ['meta-rewarding', 'table-6/meta-rewarding-iteration-2/score'],
  ['meta-rewarding', 'table-3/meta-rewarding-iteration-1/gpt-4-chosen-pairs-agree-wo-tie'],
  ['meta-rewarding', 'table-3/meta-rewarding-iteration-2/gpt-4-chosen-pairs-agree-wo-tie'],
  ['self-taught-evaluators', 'table-4/reasoning-wildchat-20-582/overall'],
  ['self-taught-evaluators', 'sec-6-2/modified-instruction-worse-response-ours/overall'],
  ['self-taught-evaluators', 'table-1/self-taught-iteration-5/overall'],
  ['self-rewarding', 'table-4/m3/5-best'],
  ['auto-j', 'table-1/chatgpt/code/human-agreement-rate'],
  ['auto-j', 'table-1/chatgpt/rewriting/human-agreement-rate'],
  ['auto-j', 'table-1/chatgpt/creative-writing/human-agreement-rate'],
  ['auto-j', 'table-1/gpt-4/overall/human-agreement-rate'],
  ['auto-j', 'readme-leaderboard/pandalm/agreement'],
  ['auto-j', 'readme-leaderboard/selfee/lose'],
  ['lift', 'table-2/llama3-70b-instruct/mt-bench-li-vlt'],
  ['meta-critique', 'leaderboard/auto-j/meta-f1'],
]

test.each(contradictions)('%s: the contradiction at %s is known', async (paper, cell) => {
  const { reproduction, cells } = await loadPaper(root, paper)
  const known = checkPaper(reproduction, cells).findings.filter(({ outcome }) => outcome === 'known')
  expect(known.flatMap((finding) => finding.cells.map(({ cell: id }) => id))).toContain(cell)
})

/** Differences that are documented of a paper: words of it, and the cells that it is about. */
const differences: readonly (readonly [paper: string, words: RegExp, cells: readonly string[]])[] = [
  ['iterative-rpo', /α stands before the DPO term in version 1/, []],
  [
    'iterative-rpo',
    /"standard DPO" at 83\.5/,
    [
      'table-2/dpo-initialized-from-llama-2-70b-chat/arc-challenge',
      'table-2/dpo-init-from-sft-model-trained-on-chosen-seqs/arc-challenge',
    ],
  ],
  ['meta-rewarding', /35\.45 .* 36\.3/, ['table-1/meta-rewarding-iteration-3/lc-win-rate']],
  ['meta-rewarding', /22\.92 .* 24\.9/, ['table-1/llama-3-8b-instruct-seed/lc-win-rate']],
  [tpo, /24\.9 .* 22\.92/, ['table-1/llama-3-8b-instruct-seed/alpacaeval-lc']],
  ['lift', /figure 3/, []],
  [
    'lift',
    /1,083 .* 1,894/,
    ['text-sec-5-1/pairs-rank0-shorter/count', 'text-sec-5-1/pairs-rank0-longer/count'],
  ],
  ['self-taught-evaluators', /0\.2 .* 0\.1/, []],
  ['meta-critique', /16 .* 18/, ['abstract/meta-evaluation-data/public-datasets']],
]

test.each(differences)('%s: the difference %s is told', async (paper, words, ids) => {
  const { reproduction, cells } = await loadPaper(root, paper)
  const check = checkPaper(reproduction, cells)
  const told = check.differences.find(({ what }) => words.test(what))
  expect(told?.cells.map(({ cell }) => cell)).toEqual(ids)
})
