import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { someone } from '#tests/support/cast'
import { credit, debit, entryOf, inTheBooks } from '#tests/support/books'
import { asOwner, ownDatabase } from '#tests/support/own_database'

const owner = (statement: string) => asOwner((client) => client.query(statement))

const AT = new Date('2026-05-04T10:00:00Z')

const TABLES = [
  'ledger_years',
  'ledger_accounts',
  'ledger_entries',
  'ledger_lines',
  'ledger_entry_papers',
  'ledger_entry_signatures',
  'ledger_closings',
  'ledger_papers',
]

/** A year closed and one open, with two entries that could cancel out. */
async function twoYears() {
  const bill = (day: string) => entryOf(day, [debit('626', 2400), credit('401', 2400, 'F1')])
  const paid = (day: string) => entryOf(day, [debit('401', 2400, 'F1'), credit('512100', 2400)])
  await inTheBooks([bill('2025-03-04'), paid('2025-03-05')], new Date('2025-03-06T10:00:00Z'))
  await inTheBooks([bill('2026-03-04'), paid('2026-03-05')], new Date('2026-03-06T10:00:00Z'))
  await close(2025)
}

const close = (year: number, at = '2026-04-01') =>
  db.rawQuery(`insert into ledger_closings (year, entries, head, result_cents, closed_at)
    select year, last_position, head, 0, '${at}' from ledger_counters where year = ${year}`)

/** A draft by plain SQL, and its two sides. */
const drafted = (set: { day?: string; debit?: number; credit?: number; other?: string } = {}) => {
  const { day = '2026-04-01', debit: into = 100, credit: out = 100, other = '' } = set
  return `insert into ledger_drafts (id, journal, entry_on, piece_ref, piece_on, label, origin, signatures_needed, drafted_at)
      overriding system value values (900, 'OD', '${day}', 'X', '${day}', 'Essai', 'by_hand', 0, now());
    insert into ledger_draft_lines (draft_id, position, account, debit_cents, credit_cents)
      values (900, 1, '626', ${into}, 0), (900, 2, '512100', 0, ${out}); ${other}`
}

const validated = (set: Parameters<typeof drafted>[0] = {}) =>
  `${drafted(set)} select * from ledger_validate('{900}', '${AT.toISOString()}', null)`

/** An entry written without the function, by whoever knows the tables. */
const forged = (values: { number?: number; hash?: string; lines?: string } = {}) => {
  const { number = 9, hash = '11', lines = '' } = values
  return `insert into ledger_entries (year, number, position, draft_id, journal, entry_on, piece_ref, piece_on, label, origin,
      signatures_needed, validated_at, validated_on, content_hash, previous_hash, hash)
    values (2026, ${number}, 99, 901, 'OD', '2026-04-01', 'X', '2026-04-01', 'Essai', 'by_hand', 0,
      '${AT.toISOString()}', '2026-01-01', decode(repeat('${hash}', 32), 'hex'), '', ''); ${lines}`
}

const lettered = (lines: string) =>
  `insert into ledger_letterings (id, year, account, auxiliary, code, lettered_on)
      overriding system value values (1, 2026, '401', 'F1', 'AA', '2026-05-04');
    insert into ledger_lettered_lines (lettering_id, year, number, position) values ${lines}`

const ENTRY = 'drop trigger ledger_entries_follow on ledger_entries'
const WHOLE = ['ledger_entries', 'ledger_lines', 'ledger_entry_papers']
  .map((table) => `drop trigger ledger_entry_whole on ${table};`)
  .join(' ')

/** What somebody tries, what the database says, and the guard without which it would have gone. */
const ATTEMPTS = [
  {
    tries: 'an entry whose sides differ',
    does: validated({ debit: 101 }),
    refused: /ledger_entries_balanced/,
    guard: WHOLE,
  },
  {
    tries: 'an entry of a closed year',
    does: validated({ day: '2025-04-01' }),
    refused: /ledger_entries_open_year/,
    guard: ENTRY,
    even: `select 1`,
  },
  {
    tries: 'a line more on an entry of before',
    does: `insert into ledger_lines (year, number, position, account, debit_cents, credit_cents)
      values (2026, 2, 3, '626', 5, 0), (2026, 2, 4, '512100', 0, 5)`,
    refused: /ledger_entries_as_hashed/,
    guard: WHOLE,
  },
  {
    tries: 'an entry that is not what its hash says',
    does: forged({
      lines: `insert into ledger_lines (year, number, position, account, debit_cents, credit_cents)
        select 2026, max(number), 1, '626', 5, 0 from ledger_entries where year = 2026
        union all select 2026, max(number), 2, '512100', 0, 5 from ledger_entries where year = 2026`,
    }),
    refused: /ledger_entries_as_hashed/,
    guard: WHOLE,
  },
  {
    tries: 'an entry without lines',
    does: forged(),
    refused: /ledger_entries_balanced/,
    guard: WHOLE,
  },
  {
    tries: 'a line of both sides',
    does: drafted().replace('100, 0)', '100, 100)'),
    refused: /ledger_draft_lines_one_side/,
    guard: 'alter table ledger_draft_lines drop constraint ledger_draft_lines_one_side',
  },
  {
    tries: 'an account that the chart has not',
    does: validated().replace("'626'", "'699999'"),
    refused: /ledger_lines_account_fkey/,
    guard: 'alter table ledger_lines drop constraint ledger_lines_account_fkey',
  },
  {
    tries: 'a document of after the validation',
    does: validated({ day: '2026-06-01' }),
    refused: /ledger_entries_piece_before_validation/,
    guard: 'alter table ledger_entries drop constraint ledger_entries_piece_before_validation',
  },
  {
    tries: 'a label with a separator of the exports',
    does: drafted().replace('Essai', 'Essai | 100'),
    refused: /ledger_drafts_label/,
    guard: 'alter table ledger_drafts drop constraint ledger_drafts_label',
  },
  {
    tries: 'an entry that lacks a signature',
    does: validated({ other: 'update ledger_drafts set signatures_needed = 2 where id = 900;' }),
    refused: /ledger_entries_signed/,
    guard: WHOLE,
  },
  {
    tries: 'letters on lines that do not cancel out',
    does: lettered('(1, 2026, 2, 2), (1, 2026, 3, 2)'),
    refused: /ledger_letterings_cancel_out/,
    guard: `drop trigger ledger_letterings_cancel_out on ledger_letterings;
      drop trigger ledger_letterings_cancel_out on ledger_lettered_lines`,
  },
  {
    tries: 'letters in a closed year',
    does: lettered('(1, 2025, 1, 2), (1, 2025, 2, 1)').replace('2026', '2025'),
    refused: /ledger_letterings_open_year/,
    guard: `drop trigger ledger_letterings_open_year on ledger_letterings;
      drop trigger ledger_letterings_open_year on ledger_lettered_lines`,
  },
  {
    tries: 'a year that overlaps another',
    does: `insert into ledger_years (year, form, starts_on, ends_on, opening_reserved, opened_at)
      values (2027, 'association', '2026-07-01', '2027-06-30', false, now())`,
    refused: /ledger_years_no_overlap/,
    guard: 'alter table ledger_years drop constraint ledger_years_no_overlap',
  },
  {
    tries: 'the closing of a year that is not over',
    does: `insert into ledger_closings (year, entries, head, result_cents, closed_at)
      select year, last_position, head, 0, '2026-12-31T20:00:00Z' from ledger_counters where year = 2026`,
    refused: /ledger_closings_opened|ledger_closings_over/,
    guard: 'drop trigger ledger_closings_guard on ledger_closings',
  },
  {
    tries: 'a change of what follows from a fact',
    does: `${drafted()}; update ledger_drafts set origin = 'automatic', source = 'x:1' where id = 900;
      update ledger_drafts set label = 'Autre chose' where id = 900`,
    refused: /ledger_automatic_drafts_stand/,
    guard: `drop trigger ledger_automatic_drafts_stand on ledger_drafts;
      drop trigger ledger_automatic_drafts_stand on ledger_draft_lines`,
  },
]

test.group('The database guards of the books', (group) => {
  ownDatabase(group)
  group.each.setup(twoYears)

  for (const { tries, does, refused, guard, even } of ATTEMPTS) {
    test(`${tries}: refused, and only because of its guard`, async ({ assert }) => {
      await assert.rejects(() => db.rawQuery(does), refused)
      await owner(guard)
      // Without what gives numbers and links, an entry has none: another refusal comes.
      if (even) return assert.rejects(() => db.rawQuery(does), /null value in column "number"/)
      await db.rawQuery(does)
    })
  }

  test('the books are history: neither role changes or takes away a line', async ({ assert }) => {
    const changes = [
      'update ledger_lines set debit_cents = debit_cents + 1 where debit_cents > 0',
      'delete from ledger_lines',
      `update ledger_entries set label = 'Autre'`,
      'delete from ledger_entries',
      'truncate ledger_entries cascade',
    ]
    for (const change of changes) {
      await assert.rejects(() => db.rawQuery(change), /permission denied|must be owner/)
      await assert.rejects(() => owner(change), /history/)
    }
    for (const table of TABLES) {
      await assert.rejects(() => owner(`delete from ${table}`), /history/)
    }
    await owner('drop trigger ledger_lines_stand on ledger_lines')
    await owner('update ledger_lines set debit_cents = debit_cents + 1 where debit_cents > 0')
  })

  test('nobody gives out numbers: not by a sequence, not by hand', async ({ assert }) => {
    await assert.rejects(
      () => db.rawQuery('update ledger_counters set last_number = 40'),
      /permission denied/
    )
    await assert.rejects(() => db.rawQuery(`delete from ledger_counters`), /permission denied/)
    // Asked for number nine, the next one is given all the same.
    const trx = await db.transaction()
    await trx.rawQuery(forged())
    const { rows } = await trx.rawQuery(
      'select max(number) as number from ledger_entries where year = 2026'
    )
    await trx.rollback()
    assert.equal(rows[0].number, 4)
  })

  test('a clock that is late gives no instant before the one of the last entry', async ({
    assert,
  }) => {
    const late = new Date('2026-03-06T09:00:00Z')
    await inTheBooks([entryOf('2026-03-01', [debit('626', 5), credit('512100', 5)])], late)
    const { rows } = await db.rawQuery(
      'select validated_at from ledger_entries where year = 2026 order by position desc limit 1'
    )
    assert.deepEqual(rows[0].validated_at, new Date('2026-03-06T10:00:00Z'))
  })

  test('a signature holds for what was read: a draft that changes asks for it again', async ({
    assert,
  }) => {
    const emile = await someone('Émile')
    await db.rawQuery(drafted())
    await db
      .table('ledger_draft_signatures')
      .insert({ draft_id: 900, person_id: emile.id, signed_at: AT })
    await db.rawQuery('update ledger_drafts set version = version + 1 where id = 900')
    assert.lengthOf(await db.from('ledger_draft_signatures'), 0)
  })

  test('an entry is reversed once', async ({ assert }) => {
    const back = () =>
      entryOf('2026-04-01', [debit('512100', 2400), credit('401', 2400, 'F1')], {
        origin: 'counter',
        reverses: { year: 2026, number: 3 },
      })
    await inTheBooks([back()], AT)
    await assert.rejects(() => inTheBooks([back()], AT), /ledger_entries_reversed_once/)
  })
})
