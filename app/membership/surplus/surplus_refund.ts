/** `membership.surplus_refund`: a payer chose to have back money that came twice. Cents. */
export interface SurplusRefund {
  at: Date
  of: 'dues' | 'gift'
  surplusId: number
  paymentId: number
  amountCents: number
  personId: number
}
