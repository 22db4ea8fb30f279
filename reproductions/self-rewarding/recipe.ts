import type { Handle, Lab, ModelHandle } from '@retable/core'
import { averageScores, bestAgainstWorst } from '@retable/core/preference'
import { modelMeasures } from './measures/model-measures.ts'
import { newInstructions } from './new-instructions/new-instructions.ts'
import { fullMarks, joined, ownFigures, responsesOf, toReview } from './own-preferences.ts'
import type { Instruction, Setup } from './setup.ts'

/** Self-Rewarding: a model answers new instructions, scores its own answers, learns the best from the worst, and again. */
export function recipe(lab: Lab, setup: Setup): void {
  const { rubric, answers, reviews, sft, dpo, promptWriter } = setup
  const ift = lab.data('ift', setup.ift)
  const eft = lab.data('eft', setup.eft)
  const m0 = lab.model('m0', setup.m0)
  const writer = promptWriter === null ? m0 : lab.model('prompt writer', promptWriter)
  const { measure, compare } = modelMeasures(lab, setup)

  /** AI feedback training data: what a model makes of the new instructions of iteration t by itself (section 2.2). */
  const aift = (name: string, model: ModelHandle, instructions: Handle<readonly Instruction[]>, t = 1) => {
    const most = setup.newInstructions.sizes(t).kept
    const answered = lab.generate(`${name}/answers`, model, instructions, answers)
    const questions = lab.derive(`${name}/to review`, { answered }, (given) => toReview(given.answered))
    const judged = lab.judge(`${name}/reviews`, model, rubric, questions, reviews)
    const scored = lab.derive(`${name}/scores`, { judged }, (given) => averageScores(given.judged))
    const rated = lab.derive(`${name}/rated`, { scored }, (given) => responsesOf(given.scored))
    const pairs = lab.derive(`${name}/pairs`, { rated }, (given) => bestAgainstWorst(given.rated), most)
    const figures = lab.derive(`${name}/figures`, { scored }, (given) => ownFigures(given.scored, reviews))
    lab.measure(name, figures)
    return { rated, pairs }
  }

  // M1 learns from IFT and EFT, the SFT baseline from IFT alone (section 2.1).
  const seed = lab.derive('ift and eft', { ift, eft }, joined)
  const baseline = lab.train('sft baseline', m0, ift, sft)
  const m1 = lab.train('m1', m0, seed, sft)
  measure('sft baseline', baseline)
  measure('m1', m1)
  compare('m1', 'sft baseline')

  // Each next model is trained from the last, on the last one's own preferences and nothing else (section 2.4).
  let model = m1
  let written: Handle<readonly Instruction[]> = lab.data('written before', { size: 0, make: () => [] })
  const iterations = []
  for (let t = 1; t <= setup.iterations; t += 1) {
    const next = `m${t + 1}`
    written = newInstructions(lab, `new instructions ${t}`, { t, writer, ift, written, setup })
    const own = aift(`aift of m${t}`, model, written, t)
    model = lab.train(next, model, own.pairs, dpo)
    measure(next, model)
    for (let earlier = t; earlier >= 1; earlier -= 1) compare(next, `m${earlier}`)
    compare(next, 'sft baseline')
    iterations.push({ ...own, written })
  }
  const [first] = iterations as [(typeof iterations)[number]]

  // Without EFT (appendix A.3): the SFT baseline scores its own answers.
  aift('aift of sft baseline', baseline, first.written)

  // Positive examples only (appendix A.4): answers with full marks join the seed data.
  const best = lab.derive('full marks', { rated: first.rated }, (given) => fullMarks(given.rated))
  const more = lab.derive('ift, eft and full marks', { seed, best }, joined)
  measure('positives only', lab.train('positives only', m0, more, sft))
  compare('positives only', 'sft baseline')
  compare('m2', 'positives only')

  // Our own: a judge that was taught by few reviews.
  const few = lab.derive(
    'little eft',
    { eft },
    (given) => given.eft.slice(0, setup.fewReviews),
    setup.fewReviews,
  )
  const weak = lab.train('m1 of little eft', m0, lab.derive('ift and little eft', { ift, few }, joined), sft)
  measure('m1 of little eft', weak)
  const own = aift('aift of m1 of little eft', weak, first.written)
  measure('m2 of little eft', lab.train('m2 of little eft', weak, own.pairs, dpo))
  compare('m2', 'm2 of little eft')
  compare('m2 of little eft', 'm1 of little eft')
}
