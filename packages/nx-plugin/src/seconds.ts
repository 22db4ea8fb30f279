/**
 * About how long a target takes with a core for itself, in seconds: the gate starts the longest first, so that none is left
 * over when all others are done. They are rough, and decide the order alone:
 * `./retable test` tells at its end how long each took.
 */
export function secondsOf(project: string, target: string): number {
  return known[`${project} ${target}`] ?? (target === 'quick' ? 40 : 30)
}

const known: Readonly<Record<string, number>> = {
  // The first of its kind makes the image that all are made of, while the others wait.
  'packages/runtimes test:containers:containers-compose-jobs': 200,
  'reproductions/self-rewarding remake': 340,
  'reproductions/iterative-rpo remake': 300,
  'reproductions/lift remake': 85,
  'packages/cli test:parity:evals-tiny-tier': 150,
  'packages/cli test:parity:evals-packaged-model': 60,
  'packages/cli test:parity:evals-lift-mini': 90,
  'packages/cli test:parity:evals-model-folder': 90,
  'packages/evaluators test:parity:benchmarks-math-parity-graders': 120,
  'packages/harness test:parity:parity-served': 120,
  'packages/trainer test:parity:parity-trainer': 120,
  'packages/trainer test:parity:parity-serve-smollm2': 80,
}

/** The projects and targets that something is known of. */
export const knownTargets = Object.keys(known).map((of) => of.split(' ') as [project: string, target: string])
