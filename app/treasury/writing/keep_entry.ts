import db from '@adonisjs/lucid/services/db'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { currentBook } from '#rulebook/rule_book'
import { keepDraft, type DraftEntry } from '../ledger/entry.js'
import { keepPaper, type ReceivedPaper } from './papers.js'
import { refusalOf, type EntryRefusal } from './refusals.js'
import { signaturesNeeded } from './signatures_needed.js'

const SENT = {
  name: 'treasury.form_sent',
  text: 'select draft_id as "draftId" from ledger_forms where form_key = $1',
}

const SEND = {
  name: 'treasury.send_form',
  text: 'insert into ledger_forms (form_key, draft_id, sent_at) values ($1, $2, $3)',
}

/** Of the form that was sent: sending it twice writes one draft. */
export interface SentForm {
  formKey: string
  paper: ReceivedPaper | null
  personId: number
}

/** Writes a draft of what someone has entered; gives its id, the same for the same form. */
export function keepEntry(
  entry: DraftEntry,
  { formKey, paper, personId }: SentForm,
  at: Date
): Promise<Result<number, EntryRefusal>> {
  return db.transaction(async (transaction) => {
    await transaction.rawQuery('select pg_advisory_xact_lock(hashtext(?))', [`form:${formKey}`])
    const [sent] = await prepared<{ draftId: number }>(SENT, [formKey], transaction)
    if (sent) return done(sent.draftId)
    const refusal = await refusalOf(entry, at, transaction)
    if (refusal) return refused(refusal)
    const id = await keepDraft(await signedBy(entry, at), personId, at, transaction)
    if (paper) await keepPaper(id, paper, personId, at, transaction)
    await prepared(SEND, [formKey, id, at], transaction)
    return done(id)
  })
}

/** The entry with how many persons the rules ask to sign it. */
export async function signedBy(entry: DraftEntry, at: Date): Promise<DraftEntry> {
  const book = await currentBook(at)
  // What the members themselves decide on, nobody signs alone.
  const twoFrom = Math.min(
    book.value('treasury.two_signatures_from'),
    book.value('treasury.member_vote_from')
  )
  return { ...entry, signaturesNeeded: signaturesNeeded(entry.lines, twoFrom) }
}
