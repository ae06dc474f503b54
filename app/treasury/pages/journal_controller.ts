import type { HttpContext } from '@adonisjs/core/http'
import { page } from '#shared/http/page'
import { journalList } from './journal_list.js'

/** All entries of a year, the newest first: searched, one journal or all. */
export default class JournalController {
  async handle(ctx: HttpContext) {
    return page(ctx, 'treasury/journal', await journalList(ctx, '/treasury/journal'))
  }
}
