import { amountOf } from '../methods/amount.js'

/** Ten-thousandths: all costs together still count in whole numbers up to 2^53. */
export const MOST_MONEY = 9_007_199_254_740_000n

/** What a cell of money says, in ten-thousandths: a comma is a point; null when it is no amount. */
export const amountIn = (cell: string): bigint | null => amountOf(cell.trim().replace(',', '.'))

/** The pieces of a cell that lists: projects, or their points. */
export const listIn = (cell: string): string[] =>
  cell.trim() === '' ? [] : cell.split(',').map((piece) => piece.trim())

/** What a file calls a project. */
export const idOf = (cell = ''): string => cell.trim()
