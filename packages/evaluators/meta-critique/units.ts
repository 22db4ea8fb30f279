/**
 * The atomic information units in a model's answer: one a line. "The Critique of Critique", arXiv 2401.04518v2;
 * GAIR-NLP/MetaCritique at 2868c7c, meta_critique/extracting_aius_for_critique.py.
 *
 * As in the source, a blank line between two units is a unit too: it becomes a claim to be judged and lowers precision
 * or recall where it is judged false.
 */
export function splitUnits(output: string): string[] {
  return output.trim().split('\n')
}
