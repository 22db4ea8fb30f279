import type { Judge } from '@retable/core'

/**
 * Whether a claim holds: for precision a unit of the critique, given question, response and reference answer; for
 * recall a unit of the reference critique, given the critique. An answer that says neither counts as false.
 *
 * "claim is true" is looked for first and anywhere, so "it cannot be said that the claim is true" counts as true.
 */
export const claim: Judge<boolean> = {
  id: 'claim',
  version: '1',
  source: 'GAIR-NLP/MetaCritique at 2868c7c, meta_critique/utils.py, cls_post_process',
  parse(text) {
    const said = text.toLowerCase()
    if (said.includes('claim is true')) return true
    return said.includes('claim is false') ? false : null
  },
}
