import type { Lab, ModelHandle } from '@retable/core'
import { chosenOf } from '@retable/core/preference'
import { trainerOf } from './choose-checkpoint.ts'
import { pairFilterOf } from './filter-pairs.ts'
import { followLogProbabilities } from './follow-log-probabilities.ts'
import { countPairs, goldOf, pairUp, splitByAnswer } from './pairs.ts'
import type { Setup } from './setup.ts'

/** Iterative RPO: sample, label by the final answer, pair right with wrong, train, and again; with its ablations. */
export function recipe(lab: Lab, setup: Setup): void {
  const { variant, benchmark, pairsPerTask, preference } = setup
  const tasks = lab.data('training tasks', setup.trainingTasks)
  const testTasks = lab.data('test tasks', setup.testTasks)
  const evaluate = (setting: string, model: ModelHandle, options = { votes: false }) => {
    const { greedy, votes } = setup.evaluation
    const asked = options.votes && votes ? { votes } : {}
    lab.evaluate(setting, model, { tasks: testTasks, benchmark, variant, greedy, ...asked })
  }
  /** What iteration t makes of a model's own samples (section 2). */
  const pairsOf = (name: string, model: ModelHandle, t: number) => {
    const drawing = { samples: setup.samples, sampling: setup.sampling(t) }
    const samples = lab.generate(`${name}/samples`, model, tasks, drawing)
    const split = lab.derive(`${name}/split`, { samples }, (given) =>
      splitByAnswer(given.samples, variant, setup),
    )
    const pairs = lab.derive(`${name}/pairs`, { split }, (given) => pairUp(given.split, pairsPerTask))
    return { split, pairs: filtered(`${name}/pairs`, pairs) }
  }
  const base = lab.model('base', setup.base)
  const train = trainerOf(lab, setup, tasks)
  const filtered = pairFilterOf(lab, setup, base)
  evaluate('base', base, { votes: true })

  // The method: pairs of each iteration come from its own model alone, and train the next.
  let model = base
  const iterations = []
  for (let t = 1; t <= setup.iterations; t += 1) {
    const name = `rpo/iteration ${t}`
    const { split, pairs } = pairsOf(name, model, t)
    model = train(name, model, pairs, preference(t, { alpha: true }))
    evaluate(name, model, { votes: (setup.votedAfter ?? [setup.iterations]).includes(t) })
    lab.measure(
      name,
      lab.derive(`${name}/pair counts`, { split }, (given) => countPairs(given.split, pairsPerTask)),
    )
    iterations.push({ split, pairs, model })
  }

  // Ablations, all on the first iteration's samples (table 1, tables of section 3).
  const { split, pairs, model: rpo } = iterations[0]!
  const { ofTable1, secondDpo } = setup.arms ?? { ofTable1: true, secondDpo: true }
  const made = () =>
    lab.derive('twice the pairs', { split }, (given) => pairUp(given.split, 2 * pairsPerTask))
  const twice = ofTable1 ? filtered('twice the pairs', made()) : null
  const chosen = lab.derive('chosen', { pairs }, (given) => chosenOf(given.pairs))
  const [rpoPlan, dpoPlan] = [preference(1, { alpha: true }), preference(1, { alpha: false })]
  const more =
    twice === null
      ? null
      : {
          twice,
          twiceChosen: lab.derive('twice the chosen', { twice }, (given) => chosenOf(given.twice)),
          gold: lab.derive('gold solutions', { tasks }, (given) => goldOf(given.tasks)),
        }

  const sft = train('sft on chosen', base, chosen, setup.sft)
  const dpo = train('dpo', base, pairs, dpoPlan)
  evaluate('dpo', dpo)
  evaluate('sft on chosen', sft)
  evaluate('dpo from sft', train('dpo from sft', sft, pairs, dpoPlan))
  if (more !== null) {
    const { twiceChosen, gold } = more
    evaluate('sft on twice the chosen', train('sft on twice the chosen', base, twiceChosen, setup.sft))
    evaluate('sft on gold', train('sft on gold', base, gold, setup.sft))
    evaluate('rpo on twice the pairs', train('rpo on twice the pairs', base, more.twice, rpoPlan))
    evaluate('rpo from sft', train('rpo from sft', sft, pairs, rpoPlan))
  }

  if (secondDpo) {
    // Our own: DPO alone goes on by itself, where the likelihood term is said to matter.
    const own = pairsOf('dpo/iteration 2', dpo, 2)
    evaluate('dpo/iteration 2', train('dpo/iteration 2', dpo, own.pairs, preference(2, { alpha: false })))
  }

  const arms = { 'rpo/iteration 1': rpo, dpo, 'sft on chosen': sft }
  followLogProbabilities(lab, { base, arms, pairs, count: setup.followedPairs })
}
