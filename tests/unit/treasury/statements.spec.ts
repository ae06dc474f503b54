import { test } from '@japa/runner'
import fc from 'fast-check'
import { LEGAL_FORMS } from '#organisation/organisation_form'
import { chartOf } from '#treasury/chart/chart'
import { balanceSheet } from '#treasury/statements/balance_sheet'
import { incomeStatement } from '#treasury/statements/income_statement'
import { resultOf, type AccountTotal } from '#treasury/statements/trial_balance'

const forms = LEGAL_FORMS.map((form) => ({ form }))
type Posting = [account: string, debit: number, credit: number]
const totals = (...postings: Posting[]): AccountTotal[] =>
  postings.map(([account, debitCents, creditCents]) => ({ account, debitCents, creditCents }))

/** Accounts of the chart and others that an accountant may open, padded or not. */
const account = (classes: string) =>
  fc.oneof(
    fc.constantFrom(
      ...LEGAL_FORMS.flatMap((form) => [2024, 2026].flatMap((year) => chartOf(form, year)))
        .map(({ code }) => code)
        .filter((code) => classes.includes(code.charAt(0)))
    ),
    fc
      .tuple(fc.constantFrom(...classes), fc.stringMatching(/^\d{2,7}$/))
      .map(([first, rest]) => `${first}${rest}`)
  )

/** Totals of distinct accounts whose debits and credits are the same in all. */
const balanced = fc
  .uniqueArray(fc.tuple(account('1234567'), fc.nat(1e9), fc.nat(1e9)), {
    selector: ([code]) => code,
    minLength: 1,
    maxLength: 40,
  })
  .map((postings) => {
    const off = postings.reduce((sum, [, debit, credit]) => sum + debit - credit, 0)
    const others = postings.filter(([code]) => code !== '471')
    const last = postings.find(([code]) => code === '471') ?? ['471', 0, 0]
    const rest = postings.length === others.length ? off : off - last[1] + last[2]
    return totals(...others, ['471', Math.max(0, -rest), Math.max(0, rest)])
  })

const figure = (rows: ReadonlyArray<{ key: string; kind: string }>, key: string) =>
  rows.find((row) => row.key === key && row.kind !== 'heading')

test.group('The income statement', () => {
  test('of a {form} puts each account of classes 6 and 7 on one row')
    .with(forms)
    .run(({ assert }, { form }) => {
      fc.assert(
        fc.property(account('67'), fc.integer({ min: 1, max: 1e9 }), (code, cents) => {
          const { rows } = incomeStatement(form, totals([code, cents, 0]))
          const filled = rows.filter(({ kind, thisYearCents }) => kind === 'line' && thisYearCents)
          assert.lengthOf(filled, 1, code)
          assert.equal(Math.abs(filled[0]?.thisYearCents ?? 0), cents)
        })
      )
    })

  test('of a {form} ends with products less charges, whatever the rows')
    .with(forms)
    .run(({ assert }, { form }) => {
      fc.assert(
        fc.property(balanced, balanced, (thisYear, lastYear) => {
          const { rows, resultCents } = incomeStatement(form, thisYear, lastYear)
          const of = (digit: string) =>
            thisYear
              .filter((total) => total.account.startsWith(digit))
              .reduce((sum, { debitCents, creditCents }) => sum + creditCents - debitCents, 0)
          assert.equal(resultCents, of('6') + of('7'))
          const result = figure(rows, 'result')
          assert.deepInclude(result, {
            thisYearCents: resultCents,
            lastYearCents: resultOf(lastYear),
          })
          const at = (key: string) => rows.find((row) => row.key === key)?.thisYearCents ?? 0
          assert.equal(at('total_products') - at('total_charges'), resultCents)
          assert.equal(
            at('current_result') +
              at('exceptional_result') -
              at('profit_sharing') -
              at('income_tax'),
            resultCents
          )
          assert.equal(at('operating_result') + at('financial_result'), at('current_result'))
        })
      )
    })

  test('of an association tells dues, gifts and dedicated funds apart', ({ assert }) => {
    const { rows, resultCents } = incomeStatement(
      'association',
      totals(
        ['7561', 0, 200_000],
        ['75411', 0, 50_000],
        ['75412', 0, 3000],
        ['7542', 0, 20_000],
        ['7063', 0, 10_000],
        ['706', 0, 5000],
        ['7073', 0, 700],
        ['741', 0, 40_000],
        ['7896', 0, 1000],
        ['768', 0, 321],
        ['6135', 90_000, 0],
        ['6278', 2000, 58],
        ['651', 1200, 0],
        ['657', 8000, 0],
        ['6811', 30_000, 0],
        ['6896', 12_000, 0],
        ['695', 600, 0]
      ),
      totals(['756000', 0, 150_000], ['61', 10_000, 0])
    )
    const filled = rows
      .filter(({ kind, thisYearCents }) => kind !== 'heading' && thisYearCents !== 0)
      .map(({ key, thisYearCents, lastYearCents }) => [key, thisYearCents, lastYearCents])
    assert.deepEqual(filled, [
      ['dues', 200_000, 150_000],
      ['sales_of_goods', 700, 0],
      ['gifts_in_kind_sold', 700, 0],
      ['sales_of_services', 15_000, 0],
      ['sponsorship', 10_000, 0],
      ['public_funding', 40_000, 0],
      ['manual_gifts', 53_000, 0],
      ['patronage', 20_000, 0],
      ['dedicated_funds_used', 1000, 0],
      ['total_operating_products', 329_700, 150_000],
      ['other_purchases', 91_942, 10_000],
      ['financial_aid', 8000, 0],
      ['depreciation', 30_000, 0],
      ['dedicated_funds_carried', 12_000, 0],
      ['other_charges', 1200, 0],
      ['total_operating_charges', 143_142, 10_000],
      ['operating_result', 186_558, 140_000],
      ['financial_products', 321, 0],
      ['financial_result', 321, 0],
      ['current_result', 186_879, 140_000],
      ['income_tax', 600, 0],
      ['total_products', 330_021, 150_000],
      ['total_charges', 143_742, 10_000],
      ['result', 186_279, 140_000],
    ])
    assert.equal(resultCents, 186_279)
  })

  test('of a cooperative has neither dues nor gifts of the public on rows of their own', ({
    assert,
  }) => {
    const { rows } = incomeStatement('cooperative', totals(['7589', 0, 500], ['7582', 0, 100]))
    const keys = rows.map(({ key }) => key)
    assert.notInclude(keys, 'dues')
    assert.deepInclude(figure(rows, 'other_products'), { thisYearCents: 600 })
  })

  test('names each row once', ({ assert }) => {
    for (const { form } of forms) {
      const keys = incomeStatement(form, []).rows.map(({ key }) => key)
      assert.lengthOf(keys, new Set(keys).size)
    }
  })

  test('puts contributions in kind at the foot, in two columns, out of the result', ({
    assert,
  }) => {
    const { inKind, resultCents } = incomeStatement(
      'association',
      totals(['864', 36_000, 0], ['875', 0, 36_000], ['861', 500, 0], ['870', 0, 500])
    )
    assert.equal(resultCents, 0)
    const shown = (rows: typeof inKind.given) => rows.map((row) => [row.key, row.thisYearCents])
    assert.deepEqual(shown(inKind.given), [
      ['gifts_in_kind', 500],
      ['services_in_kind', 0],
      ['volunteering', 36_000],
      ['total_given', 36_500],
    ])
    assert.deepEqual(shown(inKind.used), [
      ['relief_in_kind', 0],
      ['loans_of_goods', 500],
      ['services_used', 0],
      ['volunteers', 36_000],
      ['total_used', 36_500],
    ])
  })
})

test.group('The balance sheet', () => {
  test('of a {form} balances whenever its books do, the result included')
    .with(forms)
    .run(({ assert }, { form }) => {
      fc.assert(
        fc.property(balanced, balanced, (thisYear, lastYear) => {
          const { assets, liabilities } = balanceSheet(form, thisYear, lastYear)
          const [assetTotal, liabilityTotal] = [assets.at(-1), liabilities.at(-1)]
          assert.equal(assetTotal?.netCents, liabilityTotal?.thisYearCents)
          assert.equal(assetTotal?.lastYearCents, liabilityTotal?.lastYearCents)
          const lines = liabilities.filter(({ kind }) => kind === 'line')
          assert.equal(
            lines.reduce((sum, row) => sum + row.thisYearCents, 0),
            liabilityTotal?.thisYearCents
          )
          assert.deepInclude(figure(liabilities, 'result'), { thisYearCents: resultOf(thisYear) })
        })
      )
    })

  test('of an association, row by row', ({ assert }) => {
    const { assets, liabilities } = balanceSheet(
      'association',
      totals(
        ['1068', 0, 50_000],
        ['120', 0, 4000],
        ['131', 0, 10_000],
        ['139', 2000, 0],
        ['196', 0, 12_000],
        ['2183', 90_000, 0],
        ['28183', 0, 30_000],
        ['401', 100, 5100],
        ['411', 2500, 0],
        ['4191', 0, 700],
        ['4681', 0, 800],
        ['486', 1200, 0],
        ['487', 0, 9000],
        ['512100', 60_000, 30_000],
        ['512200', 100, 400],
        ['53', 3000, 0],
        ['6135', 1000, 0],
        ['7561', 0, 7900]
      )
    )
    assert.deepEqual(
      assets
        .filter(({ netCents }) => netCents !== 0)
        .map((row) => [row.key, row.grossCents, row.depreciationCents, row.netCents]),
      [
        ['tangible', 90_000, 30_000, 60_000],
        ['total_fixed', 90_000, 30_000, 60_000],
        ['members_and_customers', 2500, 0, 2500],
        ['cash', 33_000, 0, 33_000],
        ['prepaid_charges', 1200, 0, 1200],
        ['total_current', 36_700, 0, 36_700],
        ['total_assets', 126_700, 30_000, 96_700],
      ]
    )
    assert.deepEqual(
      liabilities
        .filter(({ thisYearCents }) => thisYearCents !== 0)
        .map((row) => [row.key, row.thisYearCents]),
      [
        ['reserves', 50_000],
        ['result_to_appropriate', 4000],
        ['result', 6900],
        ['net_position', 60_900],
        ['investment_subsidies', 8000],
        ['total_equity', 68_900],
        ['dedicated_funds', 12_000],
        ['bank_overdrafts', 300],
        ['suppliers', 5000],
        ['advances_from_members', 700],
        ['other_debts', 800],
        ['deferred_income', 9000],
        ['total_debts', 15_800],
        ['total_liabilities', 96_700],
      ]
    )
  })

  test('of a cooperative shows capital and both reserves', ({ assert }) => {
    const { liabilities } = balanceSheet(
      'cooperative',
      totals(['1013', 0, 100], ['1061', 0, 15], ['1063', 0, 50], ['512100', 165, 0])
    )
    assert.deepInclude(figure(liabilities, 'capital'), { thisYearCents: 100 })
    assert.deepInclude(figure(liabilities, 'legal_reserve'), { thisYearCents: 15 })
    assert.deepInclude(figure(liabilities, 'statutory_reserves'), { thisYearCents: 50 })
  })

  test('names each row once', ({ assert }) => {
    for (const { form } of forms) {
      const { assets, liabilities } = balanceSheet(form, [])
      const keys = [...assets, ...liabilities].map(({ key }) => key)
      assert.lengthOf(keys, new Set(keys).size)
    }
  })
})
