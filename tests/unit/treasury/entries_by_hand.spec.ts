import { test } from '@japa/runner'
import { restOf, readLines, type TypedLine } from '#treasury/writing/expert_lines'
import { mediaTypeOf } from '#treasury/writing/papers'
import { leavingCents, signaturesNeeded } from '#treasury/writing/signatures_needed'
import { simpleEntry } from '#treasury/writing/simple_entry'
import { credit, debit } from '#tests/support/books'
import { aBill } from '#tests/support/bills'

const typed = (account: string, debits = '', credits = '', auxiliary = ''): TypedLine => ({
  ...{ account, debit: debits, credit: credits, auxiliary },
})

test.group('What is said in simple words', () => {
  test('is an entry that balances: a bill charges its account and takes from the bank', ({
    assert,
  }) => {
    const entry = simpleEntry(aBill({ on: '2026-03-04' }), 'association')
    assert.deepEqual(entry.lines, [debit('6135', 2400), credit('512100', 2400)])
    assert.equal(entry.journal, 'BQ')
    assert.equal(entry.pieceRef, 'F-12')
    assert.equal(entry.label, 'Hébergement et serveurs : payé à Deux Sèvres Hébergement par carte')
  })

  test('takes from the cash box what was paid in cash, in its own journal', ({ assert }) => {
    const entry = simpleEntry(aBill({ means: 'cash', piece: '', on: '2026-03-04' }), 'association')
    assert.deepEqual(entry.lines[1], credit('530', 2400))
    assert.equal(entry.journal, 'CA')
    assert.equal(entry.pieceRef, 'SN-20260304')
  })

  test('brings in what was received, and moves what moves', ({ assert }) => {
    const common = { cents: 30_000, on: '2026-05-20', piece: '' }
    const subsidy = simpleEntry(
      { kind: 'received', from: 'subsidy', into: 'bank', party: 'Ville de Niort', ...common },
      'association'
    )
    assert.deepEqual(subsidy.lines, [debit('512100', 30_000), credit('741', 30_000)])
    const moved = simpleEntry(
      { kind: 'moved', out: 'cash', into: 'savings', ...common },
      'association'
    )
    assert.deepEqual(moved.lines, [debit('512110', 30_000), credit('530', 30_000)])
  })
})

test.group('How many sign', () => {
  const bill = (cents: number) => [debit('6135', cents), credit('512100', cents)]

  test('is two from the amount of the rule on, and one below', ({ assert }) => {
    assert.equal(signaturesNeeded(bill(19_999), 20_000), 1)
    assert.equal(signaturesNeeded(bill(20_000), 20_000), 2)
  })

  test('is one for what comes in or only moves, however much', ({ assert }) => {
    assert.equal(signaturesNeeded([debit('512100', 90_000), credit('741', 90_000)], 20_000), 1)
    assert.equal(signaturesNeeded([debit('512110', 90_000), credit('512100', 90_000)], 20_000), 1)
    assert.equal(leavingCents([debit('512110', 90_000), credit('512100', 90_100)]), 100)
  })

  test('is two for cash, whichever way it goes', ({ assert }) => {
    assert.equal(signaturesNeeded([debit('6064', 100), credit('530', 100)], 20_000), 2)
    assert.equal(signaturesNeeded([debit('530', 100), credit('707', 100)], 20_000), 2)
  })
})

test.group('Lines typed one by one', () => {
  test('are read as they are typed, empty ones left out', ({ assert }) => {
    const read = readLines([
      typed('6135 Locations mobilières', '1 200,50'),
      typed(''),
      typed('401', '', '1200.5', 'f000012'),
    ])
    if (!('lines' in read)) return assert.fail('The lines were refused')
    assert.deepEqual(read.lines, [debit('6135', 120_050), credit('401', 120_050, 'F000012')])
    assert.equal(restOf(read.lines), 0)
  })

  test('are refused by their rank, with what is wrong', ({ assert }) => {
    const good = typed('6135', '24')
    const refusal = (line: TypedLine) => readLines([good, line])
    assert.deepEqual(refusal(typed('banque', '', '24')), { refusal: 'account', line: 2 })
    assert.deepEqual(refusal(typed('512100', '', 'vingt')), { refusal: 'amount', line: 2 })
    assert.deepEqual(refusal(typed('512100', '', '-24')), { refusal: 'amount', line: 2 })
    assert.deepEqual(refusal(typed('512100', '24', '24')), { refusal: 'side', line: 2 })
    assert.deepEqual(refusal(typed('512100')), { refusal: 'side', line: 2 })
    assert.deepEqual(refusal(typed('512100', '', '24', 'M1')), { refusal: 'auxiliary', line: 2 })
  })
})

test.group('A document', () => {
  test('is what its first bytes say, not its name', ({ assert }) => {
    const of = (bytes: string) => mediaTypeOf(Buffer.from(bytes, 'latin1'))
    assert.equal(of('%PDF-1.7\n'), 'application/pdf')
    assert.equal(of('\xff\xd8\xff\xe0'), 'image/jpeg')
    assert.equal(of('\x89PNG\r\n\x1a\n...'), 'image/png')
    assert.equal(of('RIFF\x00\x00\x00\x00WEBPVP8 '), 'image/webp')
    assert.isNull(of('<script>%PDF-</script>'))
    assert.isNull(of('RIFF\x00\x00\x00\x00WAVE'))
    assert.isNull(of(''))
  })
})
