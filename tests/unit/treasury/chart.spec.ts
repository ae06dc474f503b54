import { test } from '@japa/runner'
import { LEGAL_FORMS } from '#organisation/organisation_form'
import { ACCOUNT_ROLES, accountFor } from '#treasury/chart/account_for'
import { chartOf } from '#treasury/chart/chart'
import { SPENDING_CATEGORIES, spendingAccount, spendingLabelKey } from '#treasury/chart/spending'

const YEARS = [2018, 2024, 2025, 2026, 2027, 2028]
const charts = LEGAL_FORMS.flatMap((form) => YEARS.map((year) => ({ form, year })))
const labels = (form: (typeof LEGAL_FORMS)[number], year: number) =>
  new Map(chartOf(form, year).map(({ code, label }) => [code, label]))

test.group('The chart of accounts', () => {
  test('of a {form} in {year} names each account once, in order, by digits and plain words')
    .with(charts)
    .run(({ assert }, { form, year }) => {
      const chart = chartOf(form, year)
      const codes = chart.map(({ code }) => code)
      assert.deepEqual(codes, [...new Set(codes)].sort())
      for (const { code, label } of chart) {
        assert.match(code, /^[1-8]\d{2,7}$/)
        assert.match(label, /^[^\t\r\n|\\\u{A0}\u{202F}]{3,80}$/u, code)
        assert.equal(label, label.trim())
      }
    })

  test('of a {form} in {year} holds an account for every role and every kind of spending')
    .with(charts)
    .run(({ assert }, { form, year }) => {
      const chart = labels(form, year)
      for (const role of ACCOUNT_ROLES) assert.isTrue(chart.has(accountFor(role, form, year)), role)
      for (const category of SPENDING_CATEGORIES) {
        assert.isTrue(chart.has(spendingAccount(category, form, year)), category)
      }
    })

  test('holds what the standard entries need, for an association', ({ assert }) => {
    const needed =
      '102 1021 1022 1024 103 1034 106 1063 1068 110 119 120 129 131 139 164 1631 191 194 195 196 ' +
      '6891 6894 6895 6896 7891 7894 7895 7896 205 2183 2805 28183 275 401 408 411 416 4191 421 431 ' +
      '437 4421 447 441 4681 467 468 4686 4687 471 472 486 487 5112 5115 512100 512200 512300 512900 ' +
      '530 580 6061 6063 6064 6065 611 6135 6132 615 6156 616 618 6226 6227 6222 623 6237 6251 6256 ' +
      '6257 626 627 6278 6281 651 6511 6516 6518 654 657 658 6582 6616 635 641 645 681 695 706 7063 ' +
      '707 7073 708 730 741 742 747 754 75411 75412 75413 7542 7543 755 7551 7552 756 7561 7562 758 ' +
      '7587 7588 768 860 861 862 864 870 871 875 890 891'
    const chart = labels('association', 2026)
    assert.deepEqual(
      needed.split(' ').filter((code) => !chart.has(code)),
      []
    )
    assert.deepEqual(chartOf('collective', 2026), chartOf('association', 2026))
  })

  test('keeps shares in a cooperative’s capital, and dues and gifts out of an association’s numbers', ({
    assert,
  }) => {
    assert.equal(accountFor('share_capital', 'cooperative', 2026), '1013')
    assert.equal(accountFor('share_subscribers', 'cooperative', 2026), '4561')
    assert.equal(accountFor('share_refunds_due', 'cooperative', 2026), '4567')
    assert.equal(accountFor('dues', 'association', 2026), '7561')
    assert.equal(labels('cooperative', 2026).get('756'), undefined)
    assert.equal(accountFor('dues', 'cooperative', 2026), '7589')
    assert.equal(accountFor('gifts', 'cooperative', 2026), '7582')
    assert.equal(accountFor('dues', 'sole_trader', 2026), '706')
    assert.equal(labels('cooperative', 2026).get('1061'), 'Réserve légale')
  })

  test('follows the law of its year', ({ assert }) => {
    const [old, before, now] = [2018, 2024, 2026].map((year) => labels('association', year))
    assert.deepEqual(
      [old, before, now].map((chart) => [chart?.get('870'), chart?.get('875')]),
      [
        ['Bénévolat', 'Dons en nature'],
        ['Dons en nature', 'Bénévolat'],
        ['Dons en nature', 'Bénévolat'],
      ]
    )
    assert.equal(accountFor('volunteering_given', 'association', 2018), '870')
    assert.equal(accountFor('volunteering_given', 'association', 2024), '875')
    for (const gone of ['791', '675', '775', '777', '7780', '6586']) {
      assert.isTrue(before?.has(gone), gone)
      assert.isFalse(now?.has(gone), gone)
    }
    for (const come of ['652', '757', '747']) {
      assert.isFalse(before?.has(come), come)
      assert.isTrue(now?.has(come), come)
    }
    assert.equal(spendingAccount('federation_dues', 'association', 2024), '6586')
    assert.equal(spendingAccount('federation_dues', 'association', 2025), '6281')
  })

  test('is a copy: nobody who changes it changes the next one', ({ assert }) => {
    chartOf('association', 2026).pop()
    const [first] = chartOf('association', 2026)
    if (first) first.label = 'changé'
    assert.equal(labels('association', 2026).get('102'), 'Fonds propres sans droit de reprise')
    assert.isTrue(labels('association', 2026).has('891'))
  })

  test('names kinds of spending by key', ({ assert }) => {
    assert.equal(spendingLabelKey('hosting'), 'treasury_entries.spending.hosting')
    assert.lengthOf(SPENDING_CATEGORIES, 15)
    assert.equal(spendingAccount('computers_kept', 'association', 2026), '2183')
    assert.equal(spendingAccount('aid_paid', 'association', 2026), '6571')
    assert.notEqual(spendingAccount('aid_paid', 'cooperative', 2026), '6571')
  })
})
