/** What processes keep in memory, and the tables whose change makes them forget it. */
import { forgetNetwork } from '#organisation/network'
import { forgetBook } from '#rulebook/rule_book'
import { forgetWhenChanged } from '#shared/hear_changes'

forgetWhenChanged('organisation', forgetNetwork)
forgetWhenChanged('rule_values', forgetBook)
