import type { Relation } from '@retable/core'
import { accuracy, further, m0 } from './cells.ts'

const gsm8k = 'accuracies are over the 1,319 test problems of GSM8K'

/** Accuracies that no number of right answers gives in the printed decimals. */
export const impossibleShares: readonly Relation[] = [
  {
    kind: 'share',
    cells: [accuracy(8, 'irpo-rm-m1'), accuracy(8, 'irpo-rm-m2'), further('gsm8k', 'm3-scpo-unsup')],
    source: gsm8k,
    known: 'why is not said; 773, 792 and 847 right answers give them with further digits cut off',
  },
  {
    kind: 'share',
    cells: [accuracy(8, 'scpo-semi-sup-m1')],
    source: gsm8k,
    known: 'why is not said; 865 right answers give 65.58, which is 65.6 with one decimal',
  },
  {
    kind: 'share',
    cells: [
      accuracy(1, m0, 'sc-8-way'),
      accuracy(1, 'irpo-rm-m2', 'sc-8-way'),
      accuracy(1, 'irpo-gold-m2', 'sc-8-way'),
      accuracy(8, 'irpo-rm-m2', 'sc-8-way'),
      accuracy(8, 'lmsi-m1', 'sc-8-way'),
      accuracy(8, 'scpo-semi-sup-m2', 'sc-8-way'),
      further('gsm8k', 'm0', 'sc-8-way'),
    ],
    source: `${gsm8k}, and a vote gives one answer a problem, as it does in all other rows`,
    known:
      'no count of 1,319: a mean over draws, or a slip; 808 and 1,052 right answers give two of them, 61.25 and 79.75, with further digits cut off',
  },
  {
    kind: 'share',
    cells: [accuracy(2, 'scpo-semi-sup-m1', 'sc-8-way')],
    source: 'accuracies are over the 5,000 test problems of MATH, and a vote gives one answer a problem',
    known: 'no count of 5,000, which gives even last digits only: a mean over draws, or a slip',
  },
]
