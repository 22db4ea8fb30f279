/** The Nx targets that the gate runs of each project that has them, in the order in which it tells of them. */
export const gateTargets = [
  'typecheck',
  'generated',
  'format',
  'lint',
  'remake',
  'test',
  'test:golden',
  'test:parity',
] as const

/** One of the gate's targets. */
export type GateTarget = (typeof gateTargets)[number]
