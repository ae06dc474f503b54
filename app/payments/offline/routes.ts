import type { HttpRouterService } from '@adonisjs/core/types'
import { withOneOf, withPower } from '#people/power_guard'

const transfer = () => import('./transfer_controller.js')
const cheque = () => import('./cheque_controller.js')
const bank = () => import('./bank_details_controller.js')
const signature = () => import('./bank_signature_controller.js')
const byHand = () => import('./by_hand_controller.js')
const receipts = () => import('./receipts_controller.js')
const reversal = () => import('./receipt_reversal_controller.js')
const cash = () => import('./cash_controller.js')
const deposits = () => import('./cheque_deposits_controller.js')

const REFERENCE = /^RF\d{17}$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Money that comes by hand: what the treasurer enters, and what a second mandate confirms. */
export function offlineRoutes(router: HttpRouterService) {
  router
    .group(() => {
      router.get('/pay/:intentId/transfer', [transfer, 'handle'])
      router.get('/pay/:intentId/cash_cheque', [cheque, 'handle'])
    })
    .where('intentId', UUID)
  router
    .group(() => {
      router.get('/settings/bank', [bank, 'show'])
      router.post('/settings/bank', [bank, 'store'])
      router.get('/by-hand', [byHand, 'index'])
      router.get('/by-hand/:ref', [byHand, 'show']).where('ref', REFERENCE)
      router.post('/by-hand/:ref/receipts', [receipts, 'store']).where('ref', REFERENCE)
      router.post('/receipts/:id/reversal', [reversal, 'store'])
      router.get('/cheque-deposits', [deposits, 'index'])
      router.post('/cheque-deposits', [deposits, 'store'])
      router.get('/cheque-deposits/:id', [deposits, 'show'])
    })
    .use(withPower('treasury.keep'))
  router
    .group(() => {
      router.get('/settings/bank/signature', [signature, 'show'])
      router.post('/settings/bank/signature', [signature, 'store'])
      router.post('/receipts/:id/confirmation', [cash, 'store'])
    })
    .use(withPower('spend.sign'))
  // Whoever entered the cash sees it too, and is told that someone else is to count it.
  router.get('/cash', [cash, 'index']).use(withOneOf('treasury.keep', 'spend.sign'))
}
