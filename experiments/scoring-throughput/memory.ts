// Scores a file of GSM8K outputs and prints the most memory that the process held, in MB: node memory.ts FILE
import path from 'node:path'
import { findBenchmark, openAssets, scoreFile } from '@retable/harness'

const [file = ''] = process.argv.slice(2)
const store = process.env['RETABLE_STORE'] ?? path.resolve(import.meta.dirname, '../../.retable')
const assets = openAssets({
  directory: path.join(store, 'assets'),
  mirror: process.env['RETABLE_MIRROR'] || undefined,
})
await scoreFile({ benchmark: await findBenchmark('gsm8k'), file, assets })
console.log(Math.round(process.resourceUsage().maxRSS / 1024))
