// Figures as printed; sources beside them. Groups stand in the order of the tables: Summarization, Exam Questions, Code,
// Rewriting, Creative Writing, Functional Writing, General Communication, NLP Tasks, then all.

/** Of Auto-J, codes/leaderboard/README.md at 2ae17a3: the 36 cells by group. */
export const byGroup = {
  agreement: '45.83 38.89 47.5 49.17 59.72 61.67 55.21 57.58 54.96',
  consistency: '73.61 69.44 75.83 74.17 87.04 81.67 92.36 86.36 83.41',
  firstOrder: '56.94 41.67 54.17 57.5 63.43 68.33 57.29 62.12 59.99',
  winRate: '100.0 83.33 80.0 70.0 72.22 55.0 75.0 79.55 73.71',
} as const

/** README.md at 2ae17a3, pairwise comparison: agreement and, where both orders were judged, consistency. */
export const readmePairwise: Readonly<Record<string, string>> = {
  'GPT-4': '62.28 86.28',
  'Auto-J': '54.96 83.41',
  'Moss-RM': '54.31',
  'Auto-J-Bilingual (English)': '53.45 81.61',
  'Ziya-RM': '53.23',
  'Beaver-RM': '52.37',
  'OASST-RM': '51.08',
  'Auto-J-Bilingual (Chinese)': '49.43 77.23',
  'LLaMA-2-70B-Chat': '46.12 69.90',
  ChatGPT: '42.74 62.43',
  'Claude-2': '42.60 63.43',
  SteamSHP: '40.59 65.59',
  PandaLM: '39.44 66.88',
  'Vicuna-13B-v1.5': '39.22 62.07',
  'WizardLM-13B-v1.5': '36.35 57.69',
  'LLaMA-2-13B-Chat': '29.81 48.56',
}

/** README.md at 2ae17a3, critiques against ChatGPT's, judged by GPT-4: win, tie, lose. */
export const readmeCritiques: Readonly<Record<string, string>> = {
  'Auto-J': '73.7 2.2 24.1',
  'Auto-J-Bilingual (Chinese)': '66.4 0.0 33.6',
  'Auto-J-Bilingual (English)': '65.5 0.9 33.6',
  'GPT-4': '58.2 7.3 34.5',
  'ChatGPT (Reference)': '50.0 0.0 50.0',
  'LLaMA-2-13B-Chat': '47.0 3.9 49.1',
  'WizardLM-13B-v1.5': '38.8 7.7 53.5',
  'Vicuna-13B-v1.5': '35.4 7.3 57.3',
  SelFee: '12.9 1.7 85.4',
}

/** arXiv 2310.05470v2, Table 1: agreement by group. */
export const paperTable1: Readonly<Record<string, string>> = {
  ChatGPT: '33.3 40.3 36.6 31.6 48.2 40.4 47.6 45.8 42.7',
  'Claude-2': '30.6 36.1 41.7 34.2 48.1 42.5 40.6 48.5 42.4',
  'GPT-4': '59.7 51.4 69.2 58.3 66.7 60.4 58.3 65.2 61.9',
  SteamSHP: '33.3 29.2 26.7 33.3 40.7 31.3 51.4 51.9 40.6',
  PandaLM: '29.2 33.3 31.7 23.3 43.5 32.9 44.8 48.9 38.9',
  'LLaMA-2-Chat-13B': '20.8 27.8 19.2 20.0 31.5 27.5 35.8 31.8 29.0',
  'Vicuna-13B-v1.5': '30.6 23.6 35.0 28.3 36.1 37.5 45.5 39.8 37.3',
  'WizardLM-13B-v1.2': '22.2 20.8 32.5 19.2 28.7 25.4 29.2 33.0 27.8',
  'LLaMA-2-chat-70B': '34.7 33.3 36.7 35.8 51.4 54.2 47.2 47.7 45.9',
  'Auto-J': '45.8 38.9 59.2 47.5 54.6 57.1 58.0 57.6 54.8',
}

/** arXiv 2310.05470v2, Figure 3: Auto-J's critiques against another's: win, tie, lose. */
export const paperFigure3: Readonly<Record<string, string>> = {
  'vs SelFee, by GPT-4': '94.0 0.4 5.6',
  'vs SelFee, by people': '78.4 12.1 9.5',
  'vs LLaMA-2-Chat-13B, by GPT-4': '84.5 0.9 14.7',
  'vs LLaMA-2-Chat-13B, by people': '49.1 34.5 16.4',
  'vs WizardLM, by GPT-4': '80.6 3.0 16.4',
  'vs WizardLM, by people': '56.0 31.9 12.1',
  'vs Vicuna, by GPT-4': '77.6 0.4 22.0',
  'vs Vicuna, by people': '69.0 20.7 10.3',
  'vs ChatGPT, by GPT-4': '73.7 2.2 24.1',
  'vs ChatGPT, by people': '50.4 31.0 18.5',
  'vs GPT-4, by GPT-4': '54.3 0.9 44.8',
  'vs GPT-4, by people': '46.1 17.7 36.2',
}
