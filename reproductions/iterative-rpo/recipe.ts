import type { Handle, Lab, ModelHandle, PreferencePair, UnitValues } from '@retable/core'
import { chosenOf, pairUp, rejectedOf, splitByAnswer } from './pairs.ts'
import type { Setup } from './setup.ts'

/** Iterative RPO: sample, label by the final answer, pair right with wrong, train, and again; with its ablations. */
export function recipe(lab: Lab, setup: Setup): void {
  const { seed, variant, benchmark, pairsPerTask, preference } = setup
  const tasks = lab.data('training tasks', setup.trainingTasks.size, setup.trainingTasks.make)
  const testTasks = lab.data('test tasks', setup.testTasks.size, setup.testTasks.make)
  const evaluate = (setting: string, model: ModelHandle, votes = false) => {
    const { greedy, votes: voting } = setup.evaluation
    const asked = votes && voting ? { votes: voting } : {}
    lab.evaluate(setting, model, { tasks: testTasks, benchmark, variant, greedy, seed, ...asked })
  }
  const base = lab.pretrained(setup.base)
  evaluate('base', base, true)

  // The method: pairs of each iteration come from its own model alone, and train the next (section 2).
  let model = base
  const splits = []
  for (let t = 1; t <= setup.iterations; t += 1) {
    const name = `rpo/iteration ${t}`
    const options = { samples: setup.samples, sampling: setup.sampling(t), seed: seed + t }
    const samples = lab.generate(`${name}/samples`, model, tasks, options)
    const split = lab.derive(`${name}/split`, { samples }, (made) =>
      splitByAnswer(made.samples, variant, setup),
    )
    const pairs = lab.derive(`${name}/pairs`, { split }, (made) => pairUp(made.split, pairsPerTask))
    model = lab.train(name, model, pairs, preference(t, { alpha: true }))
    evaluate(name, model, t === setup.iterations)
    const counts = lab.derive(`${name}/pair counts`, { split }, (made) =>
      countPairs(made.split, pairsPerTask),
    )
    lab.measure(name, counts)
    splits.push({ split, pairs, model })
  }

  // Ablations, all on the first iteration's samples (table 1, tables of section 3).
  const { split, pairs, model: rpo } = splits[0]!
  const chosen = lab.derive('chosen', { pairs }, (made) => chosenOf(made.pairs))
  const twice = lab.derive('twice the pairs', { split }, (made) => pairUp(made.split, 2 * pairsPerTask))
  const twiceChosen = lab.derive('twice the chosen', { twice }, (made) => chosenOf(made.twice))
  const gold = lab.derive('gold solutions', { tasks }, (made) =>
    made.tasks.map(({ prompt, solution }) => ({ prompt, completion: solution })),
  )
  const sft = lab.train('sft on chosen', base, chosen, setup.sft)
  const dpo = lab.train('dpo', base, pairs, preference(1, { alpha: false }))
  const arms = {
    dpo,
    'sft on chosen': sft,
    'dpo from sft': lab.train('dpo from sft', sft, pairs, preference(1, { alpha: false })),
    'sft on twice the chosen': lab.train('sft on twice the chosen', base, twiceChosen, setup.sft),
    'sft on gold': lab.train('sft on gold', base, gold, setup.sft),
    'rpo on twice the pairs': lab.train(
      'rpo on twice the pairs',
      base,
      twice,
      preference(1, { alpha: true }),
    ),
    'rpo from sft': lab.train('rpo from sft', sft, pairs, preference(1, { alpha: true })),
  }
  for (const [setting, trained] of Object.entries(arms)) evaluate(setting, trained)

  // How the log-probabilities of chosen and rejected responses move (figures 2 to 4).
  const followed = lab.derive('followed pairs', { pairs }, (made) => spread(made.pairs, setup.followedPairs))
  const sides = { chosen: chosenOf, rejected: rejectedOf }
  for (const [side, texts] of Object.entries(sides)) {
    const side_texts = lab.derive(`followed ${side}`, { followed }, (made) => texts(made.followed))
    const before = lab.score(`base/log-probability of ${side}`, base, side_texts)
    for (const [setting, trained] of Object.entries({ 'rpo/iteration 1': rpo, dpo, 'sft on chosen': sft })) {
      const after = lab.score(`${setting}/log-probability of ${side}`, trained, side_texts)
      lab.measure(setting, changeOf(lab, `${setting}/change of ${side}`, side, before, after))
    }
  }
}

function countPairs(
  split: readonly { task: { id: string }; winners: readonly string[]; losers: readonly string[] }[],
  perTask: number,
): UnitValues {
  const values = split.map(({ task, winners, losers }) => ({
    item: task.id,
    value: winners.length > 0 && losers.length > 0 ? perTask : 0,
  }))
  return { metric: 'pairs', unit: 'pairs', values }
}

/** Evenly spread over the list, so that all tasks are met. */
function spread(pairs: readonly PreferencePair[], count: number): readonly PreferencePair[] {
  const stride = Math.max(1, Math.floor(pairs.length / count))
  return pairs.filter((_, i) => i % stride === 0).slice(0, count)
}

function changeOf(
  lab: Lab,
  name: string,
  side: string,
  before: Handle<readonly number[]>,
  after: Handle<readonly number[]>,
) {
  return lab.derive(name, { before, after }, (made): UnitValues => {
    const values = made.after.map((value, i) => ({ item: `pair ${i}`, value: value - made.before[i]! }))
    return { metric: `log-probability change of ${side}`, unit: 'nats', values }
  })
}
