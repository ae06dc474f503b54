import { test } from '@japa/runner'
import { anOrder, NOON, speakingWithStripe } from '#tests/support/stripe_double/adapter'

const HOUR = 3600

test.group('Stripe: what changed while no notice came', (group) => {
  const world = speakingWithStripe(group)

  async function pay() {
    const { stripe, provider } = world()
    const { ref } = await provider.createCheckout(anOrder())
    return { ref, paymentId: stripe.paysByCard(ref).payment_intent ?? '' }
  }

  async function changed(cursor: string | null, now = NOON) {
    const found: Array<{ id: string; cursor: string }> = []
    for await (const { object, cursor: next } of world().provider.listChangedSince(cursor, now)) {
      found.push({ id: object.id, cursor: next })
    }
    return found
  }

  test('each object is named once, and the cursor only goes on', async ({ assert }) => {
    const { stripe } = world()
    const first = await pay()
    stripe.store.moveTo(stripe.store.now + 2 * HOUR)
    const second = await pay()
    stripe.feesArrive()
    const all = await changed(null)
    const ids = all.map(({ id }) => id)
    assert.sameMembers(ids, [first.ref, first.paymentId, second.ref, second.paymentId])
    const cursors = all.map(({ cursor }) => Number(cursor))
    assert.deepEqual(
      cursors,
      [...cursors].sort((one, other) => one - other)
    )
    const again = await changed(all.at(-1)?.cursor ?? null)
    assert.notInclude(
      again.map(({ id }) => id),
      first.ref
    )
    assert.includeMembers(
      again.map(({ id }) => id),
      [second.ref, second.paymentId]
    )
    for (const { cursor } of again) assert.isAtLeast(Number(cursor), cursors.at(-1) ?? 0)
  })

  test('an event listed late is still read: the last hour is read again', async ({ assert }) => {
    const { stripe } = world()
    const late = await pay()
    const cursor = String(stripe.store.now + HOUR - 1)
    const again = await changed(cursor)
    assert.include(
      again.map(({ id }) => id),
      late.ref
    )
    assert.deepEqual([...new Set(again.map((each) => each.cursor))], [cursor])
  })

  test('more events than one page holds are all read', async ({ assert }) => {
    for (let n = 0; n < 40; n += 1) await pay()
    assert.lengthOf(await changed(null), 80)
    assert.isAbove(world().stripe.events().length, 100)
  })

  test('no more than thirty days are asked for', async ({ assert }) => {
    await pay()
    const later = new Date(NOON.getTime() + 31 * 86_400_000)
    assert.deepEqual(await changed(null, later), [])
    assert.deepEqual(await changed('0', later), [])
  })
})
