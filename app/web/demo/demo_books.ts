import type { SimpleFacts } from '#treasury/writing/simple_entry'
import type { DemoBooks, Recurring } from './demo_files.js'

const DAY = 86_400_000

/** What is entered by hand on a day, and for which campaign. */
export interface HandWritten {
  facts: SimpleFacts
  campaign: string | null
}

/** All that a treasurer entered between two days of Europe/Paris, both included. */
export function handWritten(books: DemoBooks, from: string, to: string): HandWritten[] {
  const bills = books.bills.flatMap((bill) =>
    daysOf(bill, from, to).map((on) => ({
      facts: spent(bill, on),
      campaign: bill.campaign ?? null,
    }))
  )
  const incomes = books.incomes.flatMap((income) =>
    daysOf(income, from, to).map((on) => {
      const { cents, into, party } = income
      const facts = { kind: 'received' as const, from: income.from, into, cents, party }
      return { facts: { ...facts, on, piece: numbered(income, on) }, campaign: null }
    })
  )
  const moves = books.moves.flatMap((move) =>
    daysOf(move, from, to).map((on) => {
      const { cents, out, into } = move
      const facts = { kind: 'moved' as const, out, into, cents, on, piece: numbered(move, on) }
      return { facts, campaign: null }
    })
  )
  return [...bills, ...incomes, ...moves]
}

/** A bill as it is said in simple words. */
export function spent(bill: DemoBooks['bills'][number], on: string): SimpleFacts {
  const { cents, purpose, means, party } = bill
  return { kind: 'spent', purpose, means, party, cents, on, piece: numbered(bill, on) }
}

function daysOf(recurring: Recurring, from: string, to: string): string[] {
  const all: string[] = []
  if (recurring.every === 'once') all.push(daysBefore(to, recurring.days_ago ?? 0))
  const day = String(recurring.day ?? 1).padStart(2, '0')
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) {
    const months = [...Array(12).keys()].map((month) => month + 1)
    const fallsIn = (month: number) =>
      recurring.every === 'month' || (recurring.every === 'year' && recurring.month === month)
    for (const month of months.filter(fallsIn)) {
      all.push(`${year}-${String(month).padStart(2, '0')}-${day}`)
    }
  }
  return all.filter((on) => on >= from && on < to)
}

/** The day so long before another. */
export function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) - count * DAY).toISOString().slice(0, 10)
}

const numbered = ({ every, piece }: Recurring, on: string) =>
  every === 'once' ? piece : `${piece}-${on.slice(0, 7)}`
