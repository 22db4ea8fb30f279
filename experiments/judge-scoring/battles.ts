import { MersenneTwister } from '@retable/stats/numeric'

/**
 * A file of battles as Arena-Hard's show_result.py writes it, drawn from a seed: models of different strength against
 * one baseline, a battle in eight a tie, battles of a model one after another.
 */
export function battleFile(battles: number, models: number, seed: number): string {
  const generator = new MersenneTwister(seed)
  const lines: string[] = []
  for (let i = 0; i < battles; i += 1) {
    const model = Math.floor((i * models) / battles)
    const draw = generator.integer(1000)
    const wins = ((model + 1) / (models + 1)) * 875
    const winner = draw >= 875 ? 'tie' : draw < wins ? 'model_b' : 'model_a'
    const battle = {
      question_id: `q${generator.integer(500)}`,
      model_a: 'gpt-4-0314',
      model_b: `model-${model + 1}`,
      winner,
    }
    lines.push(JSON.stringify(battle))
  }
  return `${lines.join('\n')}\n`
}
