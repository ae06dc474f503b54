import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  isInGoodStanding,
  standingOn,
  type CoveredPeriod,
  type StandingFacts,
} from '#membership/dues/standing'

const YEAR: CoveredPeriod = {
  from: '2026-01-01',
  to: '2026-12-31',
  dueCents: 3000,
  instalments: 1,
  askedOn: '2026-01-01',
  paidCents: 3000,
  pendingCents: 0,
}

const stands = (today: string, facts: Partial<StandingFacts>) =>
  standingOn({ today, graceDays: 60, periods: [YEAR], overrides: [], ...facts })

test.group('Where someone stands', () => {
  test('nothing paid: a candidate; on its way for the first time: pending', ({ assert }) => {
    assert.equal(stands('2026-05-01', { periods: [] }).standing, 'candidate')
    const asked = { ...YEAR, paidCents: 0 }
    assert.equal(stands('2026-05-01', { periods: [asked] }).standing, 'candidate')
    const coming = { ...asked, pendingCents: 3000 }
    assert.include(stands('2026-05-01', { periods: [coming] }), {
      standing: 'pending',
      provisional: true,
    })
  })

  test('paid: active to the last day, then in the grace, then lapsed', ({ assert }) => {
    assert.deepEqual(stands('2026-12-31', {}), {
      standing: 'active',
      provisional: false,
      until: '2026-12-31',
    })
    assert.equal(stands('2027-01-01', {}).standing, 'grace')
    assert.equal(stands('2027-03-01', {}).standing, 'grace')
    assert.equal(stands('2027-03-02', {}).standing, 'lapsed')
    assert.equal(stands('2027-01-01', { graceDays: 0 }).standing, 'lapsed')
  })

  test('a renewal on its way keeps its place, flagged', ({ assert }) => {
    const next = { ...YEAR, from: '2027-01-01', to: '2027-12-31', paidCents: 0, pendingCents: 3000 }
    assert.deepEqual(stands('2027-02-01', { periods: [YEAR, next] }), {
      standing: 'active',
      provisional: true,
      until: '2027-12-31',
    })
    assert.equal(stands('2026-12-01', { periods: [next, YEAR] }).until, '2027-12-31')
  })

  test('dues given back take their cover away', ({ assert }) => {
    assert.equal(
      stands('2026-05-01', { periods: [{ ...YEAR, paidCents: 2999 }] }).standing,
      'candidate'
    )
  })

  test('instalments: the first opens, one that is late by more than the grace closes', ({
    assert,
  }) => {
    const first = { ...YEAR, dueCents: 1001, instalments: 3, paidCents: 335 }
    assert.equal(stands('2026-01-02', { periods: [first] }).standing, 'active')
    assert.equal(stands('2026-04-02', { periods: [first] }).standing, 'active')
    assert.equal(stands('2026-04-03', { periods: [first] }).standing, 'candidate')
    const second = { ...first, paidCents: 668 }
    assert.equal(stands('2026-04-03', { periods: [second] }).standing, 'active')
  })

  test('the strongest of what is recorded wins, on its days only', ({ assert }) => {
    const exempt = { kind: 'exempt', from: '2027-06-01', until: '2027-06-30' } as const
    const excluded = { kind: 'excluded', from: '2027-06-15', until: null } as const
    const overrides = [exempt, excluded]
    assert.equal(stands('2027-05-31', { overrides }).standing, 'lapsed')
    assert.equal(stands('2027-06-01', { overrides }).standing, 'exempt')
    assert.equal(stands('2027-06-15', { overrides }).standing, 'excluded')
    assert.equal(stands('2027-07-01', { overrides: [exempt] }).standing, 'lapsed')
  })

  test('nobody keeps a voice without money that came, an exemption or the grace', ({ assert }) => {
    const cents = fc.integer({ min: 0, max: 5000 })
    const period = fc.record({ paidCents: cents, pendingCents: cents, dueCents: cents })
    fc.assert(
      fc.property(
        period,
        fc.constantFrom('2026-05-01', '2027-02-01', '2029-01-01'),
        (one, today) => {
          const found = stands(today, { periods: [{ ...YEAR, ...one }] })
          if (one.paidCents < one.dueCents) assert.isFalse(isInGoodStanding(found.standing))
          if (today > '2027-03-01') assert.isFalse(isInGoodStanding(found.standing))
        }
      )
    )
  })
})
