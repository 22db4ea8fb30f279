import { answersElsewhere, detectPlainFormat, scoreEach, type FileScore } from '@retable/harness/outputs'
import { grouped, printable, printableHead, printableTail } from '@retable/report'
import { nameBroken } from './broken.ts'
import type { Input } from './inputs.ts'
import { itemValues } from './item-values.ts'
import type { ScoreSetting } from './setting.ts'
import { writeScoreRecord } from './record/score-record.ts'
import { openScoresFile, type ScoresPlace } from './record/scores-file.ts'

/**
 * Scores one file, by as many variants as are asked for; writes the first one's scores to `target`, with the rest of a record where that is a folder, and says on standard
 * error what is wrong with the file's rows and where outputs have answers that its variant does not find.
 */
export async function scoreOne(
  setting: ScoreSetting,
  input: Input,
  target: ScoresPlace | undefined,
): Promise<{ scores: FileScore[]; shown: string[] }> {
  const { request, benchmark, columns, variants, assets, progress, signal } = setting
  const { file } = input
  const name = printable(input.name)
  const format = setting.format ?? (columns && (await detectPlainFormat(file, signal)))
  const started = new Date()
  const scoresFile = target === undefined ? undefined : await openScoresFile(target.file)
  const values = target?.folder === undefined ? undefined : itemValues()
  const shown: string[] = []
  const scores: FileScore[] = []
  let outputs = 0
  try {
    const each = scoreEach({
      ...{ benchmark, file, format, columns, variants, assets, signal },
      readByOthers: variants !== 'all',
      onUnscored: (unscored, reason) =>
        process.stderr.write(`${name}: not scored by ${unscored.join(', ')}: ${printable(reason)}\n`),
      onSample({ score: sample, question, output }, variant) {
        outputs += 1
        values?.add(scores.length, sample)
        // Telling it for each output would take as long as grading some.
        if (outputs % 16 === 0) progress.update(`scoring ${name}: ${grouped(outputs)} outputs`)
        // Further variants read the same outputs once more.
        if (scores.length > 0) return
        const room = scoresFile?.write(sample, { benchmark, variant })
        const isWanted = request.show === 'unparsed' ? sample.extracted === null : sample.score === 0
        if (request.show === undefined || !isWanted || shown.length >= (request.showFirst ?? 5)) return room
        shown.push(
          [
            `  ${printable(sample.item)} sample ${sample.sample}: found ${quoted(sample.extracted)}, right is ${quoted(sample.gold)}`,
            ...(question === undefined ? [] : [`    question: ${printableHead(question, 100)}`]),
            `    output:   ${printableTail(output, 160)}`,
          ].join('\n'),
        )
        return room
      },
    })
    for await (const score of each) scores.push({ ...score, file: input.name })
    progress.end()
    nameBroken(input.name, scores[0]!.brokenKinds)
    if (scoresFile !== undefined && target?.folder !== undefined) {
      await writeScoreRecord(target.folder, scoresFile, {
        ...{ input, started, labels: request, scores, columns: columns && { ...columns } },
        format: scores[0]!.format,
        notesOf: ({ warnings }) => warnings,
        unitsOf: (index) => ({ accuracy: values?.of(index) ?? [] }),
      })
    } else await scoresFile?.finish()
    const hint = answersElsewhere(scores)
    if (hint !== undefined) process.stderr.write(`${name}: ${hint}\n`)
    if (request.json)
      for (const warning of scores[0]!.warnings) process.stderr.write(`${name}: ${printable(warning)}\n`)
    return { scores, shown }
  } catch (error) {
    await scoresFile?.discard()
    throw error
  } finally {
    progress.end()
  }
}

function quoted(answer: string | null): string {
  return answer === null ? 'no answer' : `"${printableHead(answer, 60)}"`
}
