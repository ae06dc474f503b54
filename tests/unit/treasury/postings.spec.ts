import { test } from '@japa/runner'
import fc from 'fast-check'
import type { MovementFact } from '#treasury/postings/facts'
import { paymentPostings, type PaymentFact } from '#treasury/postings/payment_postings'
import { byInstant, postingsOf as postingsOfGroup } from '#treasury/postings/post_facts'
import type { Posting } from '#treasury/postings/posting'

/** The entries of any facts, group by group. */
const postingsOf = (all: PaymentFact[]) => byInstant(all).flatMap(postingsOfGroup)

const START = Date.parse('2025-12-28T22:00:00Z')

const cents = fc.integer({ min: -50_000, max: 50_000 }).filter((amount) => amount !== 0)

const at = fc.integer({ min: 0, max: 6 }).map((days) => new Date(START + days * 86_400_000))

const movement = fc.record({
  kind: fc.constantFrom(
    'payment',
    'payment_failure',
    'refund',
    'dispute',
    'dispute_reversal',
    'fee',
    'dispute_fee'
  ),
  provider: fc.constantFrom('stripe', 'mollie', 'demo', 'transfer', 'cash_cheque'),
  way: fc.constantFrom('cash' as const, 'cheque' as const, null),
  cents,
  at,
  occurredAt: at,
})

const counted = fc.oneof(
  fc.record({
    fact: fc.constantFrom('coverage' as const, 'share_money' as const),
    member: fc.constantFrom('M000001', 'M000002'),
    cents,
    at,
  }),
  fc.record({
    fact: fc.constant('gift_money' as const),
    campaignId: fc.constantFrom(null, 1, 2),
    cents,
    at,
  })
)

/** The facts of one payment, numbered as their tables would. */
const facts = fc
  .tuple(fc.array(movement, { maxLength: 8 }), fc.array(counted, { maxLength: 8 }))
  .map(([movements, others]): PaymentFact[] => [
    ...movements.map((one, id) => ({
      ...one,
      fact: 'movement' as const,
      id: id + 1,
      paymentId: 7,
      ref: `p_${id}`,
    })),
    ...others.map((one, id) => ({ ...one, id: id + 1, paymentId: 7 }) as PaymentFact),
  ])

const sum = (all: Array<{ cents: number }>) => all.reduce((total, one) => total + one.cents, 0)

const on = (postings: Posting[], role: RegExp, code?: string) =>
  sum(
    postings
      .flatMap(({ lines }) => lines)
      .filter((line) => role.test(line.role) && (code === undefined || line.auxiliary === code))
  )

const MONEY = /^(bank|cash|cheques|provider:)/
const FEE = ['fee', 'dispute_fee']

test.group('A payment in the books', () => {
  test('whatever its facts: each entry is even, and holds each cent once', ({ assert }) => {
    fc.assert(
      fc.property(facts, (all) => {
        const postings = postingsOf(all)
        for (const { lines, source } of postings) {
          assert.equal(sum(lines), 0, source)
          assert.isAbove(lines.length, 1)
          assert.isEmpty(lines.filter((line) => line.cents === 0))
        }
        const movements = all.filter((fact): fact is MovementFact => fact.fact === 'movement')
        const fees = movements.filter(({ kind }) => FEE.includes(kind))
        const main = sum(movements) - sum(fees)
        const others = (kind: string) => sum(all.filter(({ fact }) => fact === kind))
        const given = others('coverage') + others('gift_money') + others('share_money')
        assert.equal(on(postings, MONEY), sum(movements))
        assert.equal(on(postings, /^fees$/), -sum(fees))
        assert.equal(on(postings, /^dues$/), -others('coverage'))
        assert.equal(on(postings, /^gifts$/), -others('gift_money'))
        assert.equal(on(postings, /^share_subscribers$/), -others('share_money'))
        assert.equal(on(postings, /^members$/), 0)
        assert.equal(on(postings, /^advances$/, 'P000007'), given - main)
      }),
      { numRuns: 500 }
    )
  })

  test('its facts read one by one or all at once come to the same on every account', ({
    assert,
  }) => {
    const totals = (postings: Posting[]) => {
      const all = new Map<string, number>()
      for (const { role, auxiliary, campaignId, cents: amount } of postings.flatMap(
        ({ lines }) => lines
      )) {
        const key = [role, auxiliary, campaignId].join('|')
        all.set(key, (all.get(key) ?? 0) + amount)
      }
      return [...all].filter(([, amount]) => amount !== 0).sort()
    }
    fc.assert(
      fc.property(facts, (all) => {
        const oneByOne = all.flatMap((fact) => paymentPostings(7, [fact]))
        assert.deepEqual(totals(oneByOne), totals(postingsOf(all)))
      }),
      { numRuns: 300 }
    )
  })

  test('no two entries follow from the same fact', ({ assert }) => {
    fc.assert(
      fc.property(facts, (all) => {
        const sources = postingsOf(all).map(({ source }) => source)
        assert.equal(new Set(sources).size, sources.length)
      })
    )
  })

  test('paid at half past eleven on 31 December in Paris, it is that year’s', ({ assert }) => {
    const paid: PaymentFact = {
      ...{
        fact: 'movement',
        id: 1,
        paymentId: 7,
        kind: 'payment',
        provider: 'stripe',
        ref: 'pi_1',
      },
      ...{ way: null, cents: 2000, at: new Date('2026-01-01T09:00:00Z') },
      occurredAt: new Date('2025-12-31T22:30:00Z'),
    }
    assert.deepEqual(
      postingsOf([paid]).map(({ day }) => day),
      ['2025-12-31']
    )
  })
})
