import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** The n-th letter code of a year, from 1: AA, AB… ZZ, AAA… */
export function letterCode(n: number): string {
  let width = 2
  let index = n - 1
  for (let size = 26 ** width; index >= size; size = 26 ** ++width) index -= size
  let code = ''
  for (let place = 0; place < width; place += 1) {
    code = `${LETTERS[index % 26]}${code}`
    index = Math.floor(index / 26)
  }
  return code
}

// Lines on one account of somebody that cancel each other out: of one payment, or of none.
const EVEN = {
  name: 'treasury.even_lines',
  text: `select l.year, l.account, l.auxiliary, array_agg(l.number) as numbers, array_agg(l.position) as positions
    from ledger_lines l
    where l.auxiliary is not null
      and not exists (select from ledger_closings c where c.year = l.year)
      and not exists (select from ledger_lettered_lines g
        where g.year = l.year and g.number = l.number and g.position = l.position)
    group by l.year, l.account, l.auxiliary, l.payment_id
    having count(*) > 1 and sum(l.debit_cents) = sum(l.credit_cents)
    order by l.year, min(l.number), l.account, l.auxiliary limit 5000`,
}

const LAST = {
  name: 'treasury.last_letter',
  text: `select code from ledger_letterings where year = $1 order by length(code) desc, code desc limit 1`,
}

const LETTER = {
  name: 'treasury.letter',
  text: `with lettered as (
      insert into ledger_letterings (year, account, auxiliary, code, lettered_on)
      values ($1, $2, $3, $4, $5) returning id)
    insert into ledger_lettered_lines (lettering_id, year, number, position)
    select lettered.id, $1, l.number, l.position from lettered, unnest($6::int[], $7::smallint[]) l(number, position)`,
}

interface Even {
  year: number
  account: string
  auxiliary: string
  numbers: number[]
  positions: number[]
}

/** The place of a code among those of its year, from 1. */
export function letterPlace(code: string): number {
  let place = 0
  for (const letter of code) place = place * 26 + LETTERS.indexOf(letter)
  for (let width = 2; width < code.length; width += 1) place += 26 ** width
  return place + 1
}

/** Letters what cancels out on an account of somebody; gives how many groups. */
export async function letterAll(at: Date, transaction: TransactionClientContract): Promise<number> {
  await transaction.rawQuery(`select pg_advisory_xact_lock(hashtext('ledger_letters'))`)
  const even = await prepared<Even>(EVEN, [], transaction)
  const next = new Map<number, number>()
  for (const { year, account, auxiliary, numbers, positions } of even) {
    const place = next.get(year) ?? (await lastPlace(year, transaction)) + 1
    next.set(year, place + 1)
    const values = [year, account, auxiliary, letterCode(place), parisDay(at), numbers, positions]
    await prepared(LETTER, values, transaction)
  }
  return even.length
}

async function lastPlace(year: number, transaction: TransactionClientContract): Promise<number> {
  const [last] = await prepared<{ code: string }>(LAST, [year], transaction)
  return last ? letterPlace(last.code) : 0
}
