import { Buffer } from 'node:buffer'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { FEC_RULES, type FecRule } from '#treasury/fec/faults'
import type { FecRow } from '#treasury/fec/fields'
import { passesLuhn } from '#treasury/fec/file_name'
import { validateFec, type FecExpectations } from '#treasury/fec/validate_fec'
import { ACCOUNTS, fecText, goodLines, type FecLines } from './fec_file.js'

const EXPECTED: FecExpectations = {
  fileName: '732829320FEC20261231.txt',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  accounts: ACCOUNTS,
}

const cents = (amount: string) => Number(amount.replace(',', ''))

function sumsOf(lines: FecLines) {
  const sums = new Map<string, { debitCents: number; creditCents: number }>()
  for (const { CompteNum, Debit, Credit } of lines) {
    const sum = sums.get(CompteNum) ?? { debitCents: 0, creditCents: 0 }
    sums.set(CompteNum, {
      debitCents: sum.debitCents + cents(Debit),
      creditCents: sum.creditCents + cents(Credit),
    })
  }
  return sums
}

/** The good lines, some of them changed. */
const changed = (...changes: Array<[number, Partial<FecRow>]>) => {
  const lines = goodLines()
  for (const [index, change] of changes) {
    const row = lines[index]
    if (!row) throw new Error(`no line ${index}`)
    lines[index] = { ...row, ...change }
  }
  return fecText(lines)
}
const rearranged = (indexes: number[]) => {
  const lines = goodLines()
  return fecText(indexes.flatMap((index) => lines[index] ?? []))
}
const good = fecText(goodLines())

interface Mutation {
  rule: FecRule
  what: string
  text?: string | Buffer
  expected?: Partial<FecExpectations>
  also?: FecRule
}

const MUTATIONS: Mutation[] = [
  { rule: 'file_name', what: 'no .txt', expected: { fileName: '732829320FEC20261231' } },
  { rule: 'file_name', what: 'RNA', expected: { fileName: 'W791000001FEC20261231.txt' } },
  { rule: 'siren', what: 'a wrong SIREN', expected: { fileName: '732829321FEC20261231.txt' } },
  { rule: 'siren', what: 'no SIREN', expected: { fileName: '000000000FEC20261231.txt' } },
  { rule: 'closing_date', what: 'another', expected: { fileName: '732829320FEC20261230.txt' } },
  { rule: 'bom', what: 'a UTF-8 mark', text: `\u{FEFF}${good}` },
  { rule: 'charset', what: 'both charsets', text: mixed(good) },
  { rule: 'charset', what: 'Windows-1252', text: windows(good), expected: { accounts: undefined } },
  { rule: 'separator', what: 'semicolons', text: fecText(goodLines(), ';') },
  { rule: 'line_end', what: 'LF', text: good.replaceAll('\r\n', '\n') },
  { rule: 'line_end', what: 'CR', text: good.replaceAll('\r\n', '\r') },
  { rule: 'line_end', what: 'one LF', text: good.replace(/\r\n(?=OD)/, '\n') },
  { rule: 'blank_line', what: 'at the end', text: `${good}\r\n` },
  { rule: 'blank_line', what: 'in the middle', text: good.replace('\r\nBQ', '\r\n\r\nBQ') },
  { rule: 'header', what: 'spelling', text: good.replace('Montantdevise', 'MontantDevise') },
  { rule: 'header', what: 'nothing', text: '' },
  { rule: 'field_count', what: 'one more', text: good.replace('P-4\t', 'P-4\t\t') },
  { rule: 'field_count', what: 'one less', text: good.replace('\t\t20260220\t', '\t20260220\t') },
  { rule: 'characters', what: 'a bar', text: changed([3, { EcritureLib: 'a|b' }]) },
  { rule: 'characters', what: 'a back slash', text: changed([3, { EcritureLib: 'a\\b' }]) },
  { rule: 'characters', what: 'a no-break space', text: changed([3, { PieceRef: 'n°\u{A0}1' }]) },
  { rule: 'characters', what: 'a null', text: changed([3, { EcritureLib: 'a\u{0}b' }]) },
  ...(
    [
      ...(['JournalCode', 'JournalLib', 'EcritureNum', 'EcritureDate', 'CompteNum'] as const),
      ...(['CompteLib', 'PieceRef', 'PieceDate', 'EcritureLib', 'ValidDate'] as const),
    ] as const
  ).map((field) => ({
    rule: 'required' as const,
    what: field,
    text: changed([5, { [field]: ' ' }]),
  })),
  { rule: 'date', what: '30 February', text: changed([2, { PieceDate: '20260230' }]) },
  { rule: 'date', what: 'dashes', text: changed([2, { EcritureDate: '2026-01-10' }]) },
  { rule: 'date', what: 'lettering', text: changed([4, { DateLet: '20261301' }]) },
  { rule: 'date', what: 'validation', text: changed([4, { ValidDate: '12/01/2026' }]) },
  { rule: 'decimal_comma', what: 'a point', text: changed([0, { Debit: '100.00' }]) },
  { rule: 'decimal_comma', what: 'one decimal', text: changed([0, { Debit: '100,0' }]) },
  { rule: 'decimal_comma', what: 'a blank side', text: changed([0, { Credit: '' }]) },
  { rule: 'decimal_comma', what: 'currency', text: changed([10, { Montantdevise: '1350' }]) },
  { rule: 'thousands_separator', what: 'space', text: changed([10, { Debit: '1 234,56' }]) },
  { rule: 'thousands_separator', what: 'point', text: changed([10, { Debit: '1.234,56' }]) },
  {
    rule: 'negative',
    what: 'both lines',
    text: changed([8, { Debit: '-19,42' }], [9, { Credit: '-19,42' }]),
  },
  {
    rule: 'one_side',
    what: 'both above zero',
    text: changed([8, { Debit: '20,42', Credit: '1,00' }]),
  },
  {
    rule: 'one_side',
    what: 'none above zero',
    text: changed([3, { Debit: '0,00' }], [5, { Credit: '0,00' }]),
  },
  {
    rule: 'entry_balance',
    what: 'two entries out, the file in balance',
    text: changed([8, { Debit: '19,43' }], [10, { Debit: '1234,55' }]),
  },
  {
    // No file is out of balance while each of its entries is in balance.
    rule: 'file_balance',
    also: 'entry_balance',
    what: 'one cent more',
    text: changed([8, { Debit: '19,43' }]),
  },
  {
    rule: 'number_sequence',
    what: 'a gap',
    text: changed([10, { EcritureNum: '6' }], [11, { EcritureNum: '6' }]),
  },
  {
    rule: 'number_sequence',
    what: 'no number',
    text: changed([10, { EcritureNum: 'A5' }], [11, { EcritureNum: 'A5' }]),
  },
  { rule: 'number_sequence', what: 'opening expected', text: rearranged([2, 3, 4, 5, 6, 7]) },
  {
    rule: 'number_sequence',
    what: 'interim export that begins at 1',
    expected: { openingLeftOut: true },
  },
  {
    rule: 'opening_first',
    what: 'an opening after a payment',
    text: changed([8, { JournalCode: 'AN' }], [9, { JournalCode: 'AN' }]),
  },
  { rule: 'entry_shared', what: 'journal', text: changed([3, { JournalCode: 'OD' }]) },
  { rule: 'entry_shared', what: 'date', text: changed([3, { EcritureDate: '20260109' }]) },
  { rule: 'entry_shared', what: 'validation', text: changed([3, { ValidDate: '20260113' }]) },
  {
    rule: 'entry_contiguous',
    what: 'an entry again, after another',
    text: fecText([
      ...goodLines(),
      ...goodLines()
        .slice(8, 10)
        .map((row) => ({ ...row, ValidDate: '20270105' })),
    ]),
  },
  {
    rule: 'order',
    what: 'validated before the one above',
    text: changed([8, { ValidDate: '20270106' }], [9, { ValidDate: '20270106' }]),
  },
  {
    rule: 'entry_date',
    what: 'the year after',
    text: changed([10, { EcritureDate: '20270101' }], [11, { EcritureDate: '20270101' }]),
  },
  {
    rule: 'entry_date',
    what: 'the year before',
    text: changed([0, { EcritureDate: '20251231' }], [1, { EcritureDate: '20251231' }]),
  },
  { rule: 'piece_date', what: 'after', text: changed([8, { PieceDate: '20260204' }]) },
  { rule: 'account_digits', what: 'two digits', text: changed([8, { CompteNum: '51' }]) },
  { rule: 'account_digits', what: 'letters', text: changed([8, { CompteNum: 'BQ512' }]) },
  {
    rule: 'account_known',
    what: 'not in the chart',
    text: changed([10, { CompteNum: '6999', CompteLib: 'Locations mobilières' }]),
  },
  { rule: 'account_label', what: 'another', text: changed([8, { CompteLib: 'Ma banque' }]) },
  {
    rule: 'account_label',
    what: 'two names, no chart at hand',
    text: changed([8, { CompteLib: 'Ma banque' }]),
    expected: { accounts: undefined },
  },
  {
    rule: 'account_label',
    what: 'not the chart’s',
    text: changed([5, {}], [7, { CompteLib: 'x' }]),
  },
  { rule: 'auxiliary_pair', what: 'no label', text: changed([8, { CompAuxNum: 'M000001' }]) },
  { rule: 'auxiliary_pair', what: 'no number', text: changed([8, { CompAuxLib: 'Awa' }]) },
  { rule: 'lettering_pair', what: 'no date', text: changed([4, { DateLet: '' }]) },
  { rule: 'lettering_pair', what: 'no code', text: changed([8, { DateLet: '20260301' }]) },
  {
    rule: 'lettering_balance',
    what: 'one of two',
    text: changed([4, { EcritureLet: '', DateLet: '' }]),
  },
  {
    rule: 'lettering_balance',
    what: 'another member',
    text: changed([4, { CompAuxNum: 'M000002', CompAuxLib: 'M000002' }]),
  },
  { rule: 'currency_pair', what: 'no currency', text: changed([10, { Idevise: '' }]) },
  { rule: 'currency_pair', what: 'no amount', text: changed([10, { Montantdevise: '' }]) },
  { rule: 'currency_code', what: 'euros', text: changed([10, { Idevise: 'EUR' }]) },
  { rule: 'currency_code', what: 'a word', text: changed([10, { Idevise: 'dollar' }]) },
  {
    rule: 'trial_balance',
    what: 'another amount',
    expected: {
      trialBalance: sumsOf(goodLines()).set('6135', { debitCents: 123455, creditCents: 0 }),
    },
  },
  {
    rule: 'trial_balance',
    what: 'an account that the file forgot',
    expected: { trialBalance: sumsOf(goodLines()).set('530', { debitCents: 1, creditCents: 1 }) },
  },
]

function bytes(text: string): Buffer {
  return Buffer.from(text)
}

/** The text in ISO 8859-15 (as ISO 8859-1, which differs in eight letters that these books lack). */
function latin(text: string): Buffer {
  return Buffer.from(text.replaceAll('’', ' '), 'latin1')
}

function windows(text: string): Buffer {
  return Buffer.from(text.replaceAll('’', '\u{92}'), 'latin1')
}

/** UTF-8 until the word of one line. */
function mixed(text: string): Buffer {
  const at = text.lastIndexOf('Écriture n° 4')
  return Buffer.concat([bytes(text.slice(0, at)), latin('É'), bytes(text.slice(at + 1))])
}

function validate(text: string | Buffer, expected: Partial<FecExpectations> = {}) {
  return validateFec([text], { ...EXPECTED, ...expected })
}

test.group('A FEC', () => {
  test('without a fault is said to have none', async ({ assert }) => {
    const report = await validate(good, { trialBalance: sumsOf(goodLines()) })
    assert.deepEqual(report, { lines: 12, entries: 5, faults: [] })
    const bars = await validate(fecText(goodLines(), '|'))
    assert.deepEqual(bars.faults, [])
    assert.deepEqual((await validate(good.slice(0, -2))).faults, [])
  })

  test('may be in ISO 8859-15', async ({ assert }) => {
    const report = await validate(latin(good), { accounts: undefined })
    assert.deepEqual(report.faults, [])
  })

  test('may leave its opening out before the year is closed, and hold no entry at all', async ({
    assert,
  }) => {
    const interim = rearranged([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    assert.deepEqual((await validate(interim, { openingLeftOut: true })).faults, [])
    assert.deepEqual(await validate(fecText([])), { lines: 0, entries: 0, faults: [] })
  })

  test('is read alike whatever the pieces it comes in', async ({ assert }) => {
    const file = bytes(changed([8, { CompteLib: 'Ma banque' }]))
    const whole = await validate(file)
    for (const size of [1, 2, 7, 64, 1000]) {
      const pieces = async function* () {
        for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size)
      }
      assert.deepEqual(await validateFec(pieces(), EXPECTED), whole, `${size}`)
    }
    assert.lengthOf(whole.faults, 1)
  })

  test('is refused by {rule}: {what}')
    .with(MUTATIONS)
    .run(async ({ assert }, { rule, text = good, expected, also }) => {
      const { faults } = await validate(text, expected)
      const told = [...new Set(faults.map((fault) => fault.rule))].sort()
      assert.deepEqual(told, [rule, ...(also ? [also] : [])].sort())
    })

  test('has a file that breaks each rule', ({ assert }) => {
    const broken = new Set(MUTATIONS.map(({ rule }) => rule))
    assert.deepEqual(
      FEC_RULES.filter((rule) => !broken.has(rule)),
      []
    )
  })

  test('says at which line', async ({ assert }) => {
    const { faults } = await validate(changed([8, { Debit: '19.42' }]))
    assert.deepEqual(faults, [{ rule: 'decimal_comma', line: 10, detail: 'Debit 19.42' }])
  })

  test('wrong throughout does not fill the memory with its faults', async ({ assert }) => {
    const lines = async function* () {
      yield fecText([])
      for (let line = 0; line < 5000; line += 1) yield 'a\tb\r\n'
    }
    const { lines: count, faults } = await validateFec(lines(), EXPECTED)
    assert.equal(count, 5000)
    assert.lengthOf(faults, 100)
  })

  test('damaged anyhow is refused or accepted, never a crash', async ({ assert }) => {
    const file = bytes(good)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(file.length), fc.nat(40), fc.uint8Array({ maxLength: 20 })), {
          minLength: 1,
          maxLength: 6,
        }),
        async (cuts) => {
          let damaged = file
          for (const [at, length, put] of cuts) {
            damaged = Buffer.concat([damaged.subarray(0, at), put, damaged.subarray(at + length)])
          }
          const { faults, lines, entries } = await validate(damaged)
          assert.isAtMost(entries, lines)
          for (const { rule } of faults) assert.include(FEC_RULES, rule)
        }
      ),
      { numRuns: 300 }
    )
  })
})

test.group('A SIREN', () => {
  test('passes Luhn, and a single wrong digit does not', ({ assert }) => {
    assert.isTrue(passesLuhn('732829320'))
    assert.isTrue(passesLuhn('404833048'))
    fc.assert(
      fc.property(fc.nat(8), fc.integer({ min: 1, max: 9 }), (at, add) => {
        const digits = [...'732829320']
        digits[at] = String((Number(digits[at]) + add) % 10)
        assert.isFalse(passesLuhn(digits.join('')))
      })
    )
  })
})
