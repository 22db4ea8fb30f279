/** The Nx targets that the gate runs of each project that has them, in the order in which it tells of them. */
export const gateTargets = [
  'typecheck',
  'generated',
  'format',
  'lint',
  'quick',
  'remake',
  'test',
  'test:golden',
  'test:parity',
  'test:containers',
  'test:slurm',
] as const

/** What `./retable test --only` takes: the gate's targets, and what only `nightly` runs. */
export const targets = [...gateTargets, 'remake:all', 'test:nightly'] as const

/** One of them. */
export type Target = (typeof targets)[number]

/** One of the gate's. */
export type GateTarget = (typeof gateTargets)[number]
