/** What the process's exit code says. */
export const exitCodes = {
  fine: 0,
  /** A number deviates or got worse, where the verb gates on that; a test failed. */
  deviation: 1,
  /** The command line or an input file is wrong. */
  usage: 2,
  /** This machine lacks something: network, disk space, a program. */
  environment: 3,
  /** A gate can say neither that the candidate regressed nor that it is no worse. */
  undecided: 4,
  /** A fault in retable itself. */
  internal: 70,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
} as const
