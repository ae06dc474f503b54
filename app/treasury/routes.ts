import type { HttpRouterService } from '@adonisjs/core/types'
import { withOneOf, withPower } from '#people/power_guard'
import { signedIn } from '#shared/http/signed_in'

const bookEntries = () => import('./pages/entries_controller.js')
const treasury = () => import('./pages/treasury_controller.js')
const ledger = () => import('./pages/ledger_controller.js')
const ownMoney = () => import('./pages/own_money_controller.js')
const years = () => import('./pages/years_controller.js')
const entryDrafts = () => import('./pages/entry_drafts_controller.js')
const signatures = () => import('./pages/draft_signatures_controller.js')
const validation = () => import('./pages/draft_validation_controller.js')
const entry = () => import('./pages/entry_controller.js')
const counters = () => import('./pages/counter_entries_controller.js')
const papers = () => import('./pages/papers_controller.js')
const balance = () => import('./pages/balance_controller.js')
const accounts = () => import('./pages/accounts_controller.js')
const journal = () => import('./pages/journal_controller.js')
const yearClosing = () => import('./pages/year_closing_controller.js')
const exported = () => import('./exports/exports_controller.js')

const YEAR = /^[12]\d{3}$/

/** The books: kept by the treasurer, read by those who sign and who audit, and by all in their totals. */
export function treasuryRoutes(router: HttpRouterService) {
  router.get('/treasury', [treasury, 'handle'])
  router.get('/treasury/ledger', [ledger, 'handle'])
  router.get('/treasury/mine', [ownMoney, 'handle']).use(signedIn)
  // The members approve them: they are theirs to read.
  router.get('/treasury/years', [years, 'index']).use(signedIn)
  router.get('/treasury/years/:year', [years, 'show']).where('year', YEAR).use(signedIn)
  router
    .group(() => {
      router.get('/treasury/entries/new', [bookEntries, 'create'])
      router.post('/treasury/entries', [bookEntries, 'store'])
      router.get('/treasury/drafts/:id/edit', [entryDrafts, 'edit'])
      router.put('/treasury/drafts/:id', [entryDrafts, 'update'])
      router.delete('/treasury/drafts/:id', [entryDrafts, 'destroy'])
      router.post('/treasury/drafts/:id/validation', [validation, 'store'])
      router
        .post('/treasury/entries/:year/:number/counter-entry', [counters, 'store'])
        .where('year', YEAR)
        .where('number', /^[1-9]\d{0,8}$/)
    })
    .use(withPower('treasury.keep'))
  router
    .group(() => {
      router.post('/treasury/drafts/:id/signatures', [signatures, 'store'])
      router.get('/treasury/years/:year/closing', [yearClosing, 'show']).where('year', YEAR)
      router.post('/treasury/years/:year/closing', [yearClosing, 'store']).where('year', YEAR)
    })
    .use(withOneOf('treasury.keep', 'spend.sign'))
  router
    .group(() => {
      router.get('/treasury/entries', [bookEntries, 'index'])
      router.get('/treasury/drafts/:id', [entryDrafts, 'show'])
      router
        .get('/treasury/entries/:year/:number', [entry, 'handle'])
        .where('year', YEAR)
        .where('number', /^[1-9]\d{0,8}$/)
      router.get('/treasury/papers/:sha256', [papers, 'handle']).where('sha256', /^[0-9a-f]{64}$/)
      router.get('/treasury/balance', [balance, 'handle'])
      router.get('/treasury/journal', [journal, 'handle'])
      router.get('/treasury/accounts/:code', [accounts, 'handle']).where('code', /^[1-8]\d{2,7}$/)
    })
    .use(withOneOf('treasury.keep', 'spend.sign', 'ledger.audit'))
  router
    .group(() => {
      router.get('/treasury/exports', [exported, 'index'])
      router
        .get('/treasury/exports/:year/:format', [exported, 'show'])
        .where('year', YEAR)
        .where('format', /^[a-z-]{3,20}$/)
    })
    .use(withOneOf('treasury.keep', 'ledger.audit'))
}
