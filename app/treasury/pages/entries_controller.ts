import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dayOfParis } from '#shared/date_label'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { explained } from '../postings/explained.js'
import { draftsWaiting, entryOfDraft } from '../reading/drafts.js'
import { keepEntry } from '../writing/keep_entry.js'
import { receivedPaper } from '../writing/papers.js'
import { columnAmount } from './amounts.js'
import { sentForm } from './entry_forms.js'
import { entryFormPage } from './entry_form_page.js'
import { journalList } from './journal_list.js'
import { readEntry, sentenceOf } from './read_entry.js'

/** What waits to be put in the books, what is in them, and writing one more entry. */
export default class EntriesController {
  async index(ctx: HttpContext) {
    const { locale } = ctx.i18n
    const drafts = await draftsWaiting(ctx.auth.getUserOrFail().id)
    return page(ctx, 'treasury/entries', {
      ...(await journalList(ctx, '/treasury/entries')),
      drafts: drafts.map((one) => ({
        ...one,
        sentence: explained(one.explanation, locale),
        dayLabel: dayOfParis(one.entryOn, locale),
        amount: columnAmount(one.cents, locale),
        lacks: Math.max(0, one.signaturesNeeded - one.signed),
      })),
    })
  }

  async create(ctx: HttpContext) {
    return entryFormPage(ctx)
  }

  async store(ctx: HttpContext) {
    const { id: personId } = ctx.auth.getUserOrFail()
    await throttle('treasury-entry', [String(personId)], { tries: 300, seconds: 3600 })
    if (ctx.request.input('more') !== undefined) return entryFormPage(ctx)
    const sent = await readForm(ctx, sentForm)
    const read = await readEntry(ctx)
    const paper = await receivedPaper(ctx)
    const errors = {
      ...(sent.ok ? {} : { form: ctx.i18n.t('treasury.refusals.form') }),
      ...(read.ok ? {} : read.refusal),
      ...(paper.ok ? {} : { paper: ctx.i18n.t(`treasury.refusals.paper_${paper.refusal}`) }),
    }
    if (!sent.ok || !read.ok || !paper.ok) return entryFormPage(ctx, { errors })
    const form = { formKey: sent.value.form_key, paper: paper.value, personId }
    const kept = await keepEntry(read.value, form, clock.now())
    if (!kept.ok) return entryFormPage(ctx, { errors: sentenceOf(ctx, kept.refusal) })
    const became = await entryOfDraft(kept.value)
    if (!became) leaveNotice(ctx, 'entry_kept')
    const path = became
      ? `/treasury/entries/${became.year}/${became.number}`
      : `/treasury/drafts/${kept.value}`
    return ctx.response.redirect().status(303).toPath(path)
  }
}
