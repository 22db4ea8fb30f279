import type { Item, Split } from '@retable/core'
import { letterOf } from './letters.ts'

const revision = '210d026faf9955653af8916fad021475a3f00453'

/** The training questions of the Challenge set. */
export const challengeTrain = set('ARC-Challenge', 'train', 1119, {
  sha256: 'e488c1587ffdcfc8443f916c53488a95cd471c5790e0746c6bfe4cecf20962cb',
  bytes: 189_909,
})

/** The training questions of the Easy set. */
export const easyTrain = set('ARC-Easy', 'train', 2251, {
  sha256: 'b315db8a4be597dc7daa50a4e70d48dd7c990c32085629e6ccd8c926beaa80b5',
  bytes: 330_598,
})

/** The development questions of the Challenge set. */
export const challengeDevelopment = set('ARC-Challenge', 'validation', 299, {
  sha256: '395a5c88d1580d69855fbaee9450270578df1ad5af6259771cd0a42c20e99f05',
  bytes: 55_743,
})

/** A question as the data set's own files have it. */
export interface TrainingRow {
  readonly id: string
  readonly question: string
  readonly choices: { readonly text: readonly string[]; readonly label: readonly string[] }
  readonly answerKey: string
}

function set(name: string, split: string, size: number, pin: { sha256: string; bytes: number }): Split {
  const file = `${name}/${split}-00000-of-00001.parquet`
  const url = `https://huggingface.co/datasets/allenai/ai2_arc/resolve/${revision}/${file}`
  return {
    asset: { name: `arc/${file}`, url, ...pin, licence: 'CC-BY-SA-4.0' },
    size,
    parse: async (bytes) => (await readRows(bytes)).map((row) => itemOf(row, split)),
  }
}

async function readRows(bytes: Uint8Array): Promise<readonly TrainingRow[]> {
  const { parquetReadObjects } = await import('hyparquet')
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  const columns = ['id', 'question', 'choices', 'answerKey']
  return (await parquetReadObjects({ file, columns })) as unknown as readonly TrainingRow[]
}

/** The item of a row. A label that is a digit counts from 1; the letter is that of the choice's place. */
export function itemOf({ id, question, choices, answerKey }: TrainingRow, split: string): Item {
  return { id: `${split}/${id}`, question, gold: letterOf(answerKey), choices: [...choices.text] }
}
