/** Critics of the README's leaderboard, in its order: by F1. */
export const critics = ['auto-j', 'gpt-3-5', 'ultracm', 'human-critique-from-shepherd', 'selfee'] as const

/** Cells of the leaderboard. */
export const precision = (critic: string) => `leaderboard/${critic}/meta-precision`
export const recall = (critic: string) => `leaderboard/${critic}/meta-recall`
export const f1 = (critic: string) => `leaderboard/${critic}/meta-f1`
