import path from 'node:path'
import { fileName } from '../facts/labels.ts'

/** Name of the folder in an evaluation's record that holds what the model answered. */
export const outputsFolder = 'outputs'

/** The file of a benchmark's answers in a record's folder, by the setting's name. */
export function outputsFile(folder: string, setting: string): string {
  return path.join(folder, outputsFolder, `${fileName(setting, 'answers')}.jsonl`)
}
