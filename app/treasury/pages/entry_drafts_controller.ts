import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm } from '#shared/http/read_form'
import { NotFound, Unfit } from '#shared/http/refusals'
import { draft, entryOfDraft } from '../reading/drafts.js'
import { changeEntry, discardDraft } from '../writing/change_entry.js'
import { receivedPaper } from '../writing/papers.js'
import { versionForm } from './entry_forms.js'
import { entryFormPage } from './entry_form_page.js'
import { entryView } from './entry_view.js'
import { paidByFacts, voteForDraft } from './vote_for_draft.js'
import { readEntry, sentenceOf } from './read_entry.js'

/** An entry that is not in the books yet: read, changed, discarded. */
export default class EntryDraftsController {
  async show(ctx: HttpContext) {
    const { viewer, params, i18n, response } = ctx
    const { id: personId } = ctx.auth.getUserOrFail()
    const found = await draft(Number(params.id))
    if (!found) {
      const became = await entryOfDraft(Number(params.id))
      if (!became) throw new NotFound()
      const path = `/treasury/entries/${became.year}/${became.number}`
      return response.redirect().status(303).toPath(path)
    }
    const others = found.signatures.filter((one) => one.personId !== personId).length
    const byHand = found.origin === 'by_hand' || found.origin === 'counter'
    return page(ctx, 'treasury/draft', {
      draft: found,
      ...entryView(found, i18n),
      byHand,
      vote: byHand ? await voteForDraft(found, ctx) : null,
      paidBy: await paidByFacts(found, ctx),
      signed: found.signatures.length > others,
      enough: others + 1 >= found.signaturesNeeded,
      keeps: viewer?.may('treasury.keep') ?? false,
      signs: (viewer?.may('treasury.keep') || viewer?.may('spend.sign')) ?? false,
    })
  }

  async edit(ctx: HttpContext) {
    return entryFormPage(ctx, { draft: await this.#own(ctx) })
  }

  async update(ctx: HttpContext) {
    const found = await this.#own(ctx)
    const { id: personId } = ctx.auth.getUserOrFail()
    if (ctx.request.input('more') !== undefined) return entryFormPage(ctx, { draft: found })
    const sent = await readForm(ctx, versionForm)
    const read = await readEntry(ctx)
    const paper = await receivedPaper(ctx)
    const errors = {
      ...(sent.ok ? {} : { form: ctx.i18n.t('treasury.refusals.form') }),
      ...(read.ok ? {} : read.refusal),
      ...(paper.ok ? {} : { paper: ctx.i18n.t(`treasury.refusals.paper_${paper.refusal}`) }),
    }
    if (!sent.ok || !read.ok || !paper.ok) return entryFormPage(ctx, { errors, draft: found })
    const { version } = sent.value
    const without = papersOut(ctx)
    const change = { id: found.id, version, personId, paper: paper.value, without }
    const result = await changeEntry(read.value, change, clock.now())
    const refusal = result.ok ? null : result.refusal
    if (refusal === 'gone' || refusal === 'changed') leaveNotice(ctx, `draft_${refusal}`, 'warning')
    else if (refusal) {
      return entryFormPage(ctx, { errors: sentenceOf(ctx, refusal), draft: found })
    } else leaveNotice(ctx, 'draft_rewritten')
    return ctx.response.redirect().status(303).toPath(`/treasury/drafts/${found.id}`)
  }

  async destroy(ctx: HttpContext) {
    const form = await readForm(ctx, versionForm)
    if (!form.ok) throw new Unfit()
    const id = Number(ctx.params.id)
    const result = await discardDraft(id, form.value.version)
    if (result.ok) leaveNotice(ctx, 'draft_discarded')
    else leaveNotice(ctx, `draft_${result.refusal}`, 'warning')
    const stays = !result.ok && result.refusal === 'changed'
    const path = stays ? `/treasury/drafts/${id}` : '/treasury/entries'
    return ctx.response.redirect().status(303).toPath(path)
  }

  /** A draft written by a person, and thus one that may be changed. */
  async #own({ params }: HttpContext) {
    const found = await draft(Number(params.id))
    if (found?.origin !== 'by_hand') throw new NotFound()
    return found
  }
}

/** The documents that are ticked to be left out, by their fingerprints. */
function papersOut({ request }: HttpContext): string[] {
  const sent: unknown = request.input('without')
  return (Array.isArray(sent) ? sent : [sent]).filter(
    (one): one is string => typeof one === 'string' && /^[0-9a-f]{64}$/.test(one)
  )
}
