import type { GradedBallots, GradedPapers } from '../methods/score_ballots.js'
import { BallotSheet, writeSheet } from './ballot_sheet.js'
import type { Read } from './file_fault.js'
import { reading, ReadingFault, wholeNumber } from './reading_fault.js'

const MOST_GRADES = 100

/**
 * Reads a table of grades (`BallotSheet`), named worst first: a cell holds the number of a grade, from
 * 1 for the worst, or its name; nothing or 0 where none was given.
 */
export const readGradesCsv = (text: string, grades: readonly string[]): Read<GradedBallots> =>
  reading(text, () => {
    const places = placesOf(grades)
    const sheet = new BallotSheet(text)
    const papers: GradedPapers[] = []
    for (let cells = sheet.next(); cells; cells = sheet.next()) {
      const given = cells.map((cell) => {
        const place = places.get(cell) ?? places.get(cell.toLowerCase())
        if (place !== undefined) return place < 0 ? null : place
        throw sheet.fault('csv_grade', { found: cell, most: grades.length })
      })
      papers.push({ papers: sheet.papers, grades: given })
    }
    return { title: '', candidates: sheet.candidates, grades, papers }
  })

/** The place of a grade, from 0, by what a cell may hold; −1 for no grade. */
function placesOf(grades: readonly string[]): Map<string, number> {
  const names = grades.map((grade) => grade.toLowerCase())
  const given = names.every((name) => name !== '') && new Set(names).size === names.length
  if (!given || grades.length < 2 || grades.length > MOST_GRADES) {
    throw new ReadingFault(0, 'grade_names', { most: MOST_GRADES })
  }
  const byName = names.map((name, place) => [name, place] as const)
  return new Map([
    ['', -1],
    ['0', -1],
    // A grade whose name is a number is only written by its place.
    ...byName.filter(([name]) => wholeNumber(name) === null),
    ...grades.map((_grade, place) => [String(place + 1), place] as const),
  ])
}

/** Writes a table of grades by their numbers; the title and the grades' names are not in it. */
export const writeGradesCsv = ({ candidates, papers }: GradedBallots): string =>
  writeSheet(candidates, papers, ({ grades }) =>
    grades.map((grade) => (grade === null ? '' : grade + 1))
  )
