import type { Group } from '@japa/runner/core'
import db from '@adonisjs/lucid/services/db'
import { forgetNetwork } from '#organisation/network'
import { forgetBook } from '#rulebook/rule_book'

/**
 * Each test of the group in a transaction that is rolled back; deferred constraints are checked
 * before, so that a test cannot leave by the back door what a commit would have refused.
 */
export function inTransaction(group: Group): void {
  group.each.setup(async () => {
    await db.beginGlobalTransaction()
    forget()
    return async () => {
      try {
        await db.rawQuery('set constraints all immediate')
      } finally {
        await db.rollbackGlobalTransaction()
        forget()
      }
    }
  })
}

function forget() {
  forgetBook()
  forgetNetwork()
}
