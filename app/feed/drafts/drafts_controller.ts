import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dateLabel } from '#shared/date_label'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import type { FieldErrors } from '#shared/http/read_form'
import { throttle } from '#shared/http/throttle'
import { composedAgain, readComposed, reopened, written } from '../composed.js'
import { composer } from '../composer.js'
import { Draft } from './draft.js'
import { keepDraft } from './keep_draft.js'
import { findOwnDraft } from '../find_post.js'
import { fieldOf } from '../post_form.js'

/** One's drafts: kept, gone on with, deleted. */
export default class DraftsController {
  async index(ctx: HttpContext) {
    const { auth, i18n } = ctx
    const drafts = await Draft.ofAuthor(auth.getUserOrFail().id)
    const shown = await Promise.all(
      drafts.map(async (draft) => ({
        id: draft.id,
        body: draft.body.slice(0, 280),
        contentWarning: draft.contentWarning,
        photos: await draft.photos(),
        keptLabel: dateLabel(draft.keptAt, i18n.locale),
        publishLabel: draft.publishAt ? dateLabel(draft.publishAt, i18n.locale) : null,
        refusal: draft.refusal,
        heldBackBecause: draft.heldBackBecause,
      }))
    )
    const waiting = shown.filter(({ publishLabel }) => publishLabel !== null)
    return page(ctx, 'feed/drafts', {
      waiting,
      others: shown.filter(({ publishLabel }) => publishLabel === null),
    })
  }

  async store(ctx: HttpContext) {
    const author = ctx.auth.getUserOrFail()
    await throttle('draft', [String(author.id)], { tries: 240, seconds: 3600 })
    const { typed, post, errors, photoErrors } = await readComposed(ctx)
    if (Object.keys(errors).length + photoErrors.length > 0) {
      return composer(ctx, typed, errors, photoErrors)
    }
    const result = await keepDraft({ ...post, publishAt: null }, clock.now())
    if (!result.ok) return composedAgain(ctx, typed, result.refusal)
    leaveNotice(ctx, 'draft_kept')
    return written(ctx, '/drafts')
  }

  async show(ctx: HttpContext) {
    const draft = await findOwnDraft(ctx)
    const { typed, lost } = await reopened(ctx, draft)
    const sentence = ctx.i18n.t(`feed.post_refusals.${draft.refusal}`)
    const errors: FieldErrors = draft.refusal ? { [fieldOf(draft.refusal)]: sentence } : {}
    return composer(ctx, typed, errors, lost, 200)
  }

  async destroy(ctx: HttpContext) {
    await (await findOwnDraft(ctx)).remove()
    leaveNotice(ctx, 'draft_deleted')
    return ctx.response.redirect().status(303).toPath('/drafts')
  }
}
