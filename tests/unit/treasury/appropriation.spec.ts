import { test } from '@japa/runner'
import fc from 'fast-check'
import { appropriationLines, APPROPRIATIONS } from '#treasury/closing/appropriation'

const NONE = { lossesCents: 0, legalReserveCents: 0, capitalCents: 0 }

const written = (lines: ReturnType<typeof appropriationLines>) =>
  lines.map(({ account, debitCents, creditCents }) => `${account} ${debitCents - creditCents}`)

test.group('What the result of a year becomes', () => {
  test('of an association: {to}')
    .with([
      { to: 'reserve' as const, account: '1068' },
      { to: 'carry_forward' as const, account: '110' },
    ])
    .run(({ assert }, { to, account }) => {
      const lines = appropriationLines(to, 'association', { ...NONE, resultCents: 38_000 })
      assert.deepEqual(written(lines), ['120 38000', `${account} -38000`])
    })

  test('a loss is carried forward, whatever was said', ({ assert }) => {
    for (const to of APPROPRIATIONS) {
      const lines = appropriationLines(to, 'association', { ...NONE, resultCents: -500 })
      assert.deepEqual(written(lines), ['119 500', '129 -500'])
    }
    assert.deepEqual(appropriationLines('reserve', 'association', { ...NONE, resultCents: 0 }), [])
  })

  test('a surplus first makes up the losses of before', ({ assert }) => {
    const lines = appropriationLines('reserve', 'association', {
      ...{ ...NONE, resultCents: 1000 },
      lossesCents: 300,
    })
    assert.deepEqual(written(lines), ['120 1000', '119 -300', '1068 -700'])
    const all = { ...NONE, resultCents: 200, lossesCents: 300 }
    assert.deepEqual(written(appropriationLines('reserve', 'association', all)), [
      '120 200',
      '119 -200',
    ])
  })

  test('a cooperative keeps 15 %, then half of the rest, each rounded up to the cent', ({
    assert,
  }) => {
    const found = { ...NONE, resultCents: 1001, capitalCents: 50_000 }
    // 150.15 → 151; of the 850 left, 425.
    assert.deepEqual(written(appropriationLines('carry_forward', 'cooperative', found)), [
      ...['120 1001', '1061 -151', '1063 -425', '110 -425'],
    ])
    assert.deepEqual(written(appropriationLines('reserve', 'cooperative', found)), [
      ...['120 1001', '1061 -151', '1063 -850'],
    ])
  })

  test('its legal reserve stops at the capital', ({ assert }) => {
    const found = { resultCents: 1000, lossesCents: 0, legalReserveCents: 990, capitalCents: 1000 }
    assert.deepEqual(written(appropriationLines('reserve', 'cooperative', found)), [
      ...['120 1000', '1061 -10', '1063 -990'],
    ])
    const full = { ...found, legalReserveCents: 1000 }
    assert.deepEqual(written(appropriationLines('reserve', 'cooperative', full)), [
      ...['120 1000', '1063 -1000'],
    ])
  })

  test('is even, empties the result, and keeps at least what the law asks', ({ assert }) => {
    const cents = fc.integer({ min: 0, max: 10_000_000 })
    fc.assert(
      fc.property(
        fc.record({
          to: fc.constantFrom(...APPROPRIATIONS),
          form: fc.constantFrom('association' as const, 'cooperative' as const),
          resultCents: fc.integer({ min: -10_000_000, max: 10_000_000 }),
          ...{ lossesCents: cents, legalReserveCents: cents, capitalCents: cents },
        }),
        ({ to, form, ...found }) => {
          const lines = appropriationLines(to, form, found)
          const on = (...accounts: string[]) =>
            lines
              .filter(({ account }) => accounts.includes(account))
              .reduce((sum, line) => sum + line.debitCents - line.creditCents, 0)
          assert.equal(on(...lines.map(({ account }) => account)), 0)
          assert.equal(on('120', '129'), found.resultCents)
          if (form === 'cooperative' && found.resultCents > 0) {
            const rest = found.resultCents + on('119')
            assert.isAtLeast(-on('1061', '1063') * 2, rest)
          }
        }
      )
    )
  })
})
