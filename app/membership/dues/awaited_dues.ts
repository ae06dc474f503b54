import { duesAwaitedOf } from '#payments/offline/orders'
import { eurosLabel } from '#shared/euros'

/** The dues that someone said they would pay by transfer or by hand, as a page says them. */
export async function awaitedDues(personId: number, at: Date, locale: string) {
  const order = await duesAwaitedOf(personId, at)
  return (
    order && {
      means: order.provider,
      amount: eurosLabel(order.amountCents, locale),
      href: `/pay/${order.intentId}/${order.provider}`,
    }
  )
}
