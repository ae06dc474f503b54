import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { NotAllowed, NotFound, Unfit } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { isProposable, PROPOSABLE, PROPOSALS, type Kind } from '../kinds.js'
import { Proposal } from '../proposing/proposal.js'
import { readerOf } from '../reader/reader.js'
import { actOn } from './act_on.js'
import { permitted } from './permitted.js'
import { emptyPayload } from './empty_payload.js'
import { proposalFormPage, type FormPlace } from './proposal_form_page.js'
import { readProposalForm } from './read_proposal_form.js'
import { rulesToChoose } from './rules_to_choose.js'

const DRAFTS = { tries: 60, seconds: 3600 }

/** Writing a proposal: the kind, then its form, what it would change in words, and the draft. */
export default class ProposalsController {
  async create(ctx: HttpContext) {
    const { i18n } = ctx
    if (!(await belongs(ctx))) return page(ctx, 'governance/not_a_member', {}, 403)
    const kinds = PROPOSABLE.map((kind) => ({
      kind,
      majority: PROPOSALS[kind].majority
        ? i18n.t(`rulebook.majorities.${PROPOSALS[kind].majority}`)
        : i18n.t('decide.new.majority_of_rule'),
    }))
    return page(ctx, 'governance/new_proposal', { kinds })
  }

  async createKind(ctx: HttpContext) {
    const kind = kindIn(ctx.params.kind)
    if (!kind) throw new NotFound()
    if (!(await belongs(ctx))) return page(ctx, 'governance/not_a_member', {}, 403)
    const said = (name: string) => textIn(ctx, name)
    const chosen: unknown = ctx.request.input('key') ?? ctx.request.input('role')
    const payload = await emptyPayload(kind, chosen, said)
    if (!payload) return this.#choice(ctx, kind, 200)
    return proposalFormPage(ctx, newPlace(kind), { title: '', reasons: '', payload })
  }

  async store(ctx: HttpContext) {
    const { id } = ctx.auth.getUserOrFail()
    await throttle('proposal-drafts', [String(id)], DRAFTS)
    if (!(await belongs(ctx))) throw new NotAllowed()
    const kind = kindIn(ctx.request.input('kind'))
    if (!kind) throw new Unfit()
    const payload = await emptyPayload(kind, ctx.request.input('key'))
    if (!payload) return this.#choice(ctx, kind, 422)
    const typed = await readProposalForm(ctx, kind, null)
    const blank = { title: '', reasons: '', payload }
    const { words } = typed
    if (!words || ctx.request.input('step') !== 'keep') {
      return proposalFormPage(ctx, newPlace(kind), blank, typed, true)
    }
    const proposal = await db.transaction((transaction) =>
      Proposal.start({ kind, authorId: id, ...words }, clock.now(), transaction)
    )
    leaveNotice(ctx, 'proposal_drafted')
    return ctx.response.redirect().status(303).toPath(`/decide/${proposal.id}`)
  }

  async edit(ctx: HttpContext) {
    const { place, stands } = await this.#rewritten(ctx)
    return proposalFormPage(ctx, place, stands)
  }

  async update(ctx: HttpContext) {
    const { place, stands } = await this.#rewritten(ctx)
    const typed = await readProposalForm(ctx, place.kind, stands)
    const { words } = typed
    if (!words || ctx.request.input('step') !== 'keep') {
      return proposalFormPage(ctx, place, stands, typed, true)
    }
    return actOn(ctx, 'rewrite', async ({ proposal, reader, at, transaction }) => {
      await proposal.write(words, reader.personId, at, transaction)
      return { notice: 'proposal_rewritten' }
    })
  }

  #choice(ctx: HttpContext, kind: Kind, status: number) {
    const drafts = kind === 'drafts'
    const chapters = rulesToChoose(ctx.i18n, drafts ? 'drafts' : 'rule_change')
    return page(ctx, 'governance/rule_choice', { drafts, chapters }, status)
  }

  async #rewritten(ctx: HttpContext) {
    const proposal = await permitted(ctx, 'rewrite')
    const place: FormPlace = {
      ...{ mode: 'edit', kind: proposal.kind, back: `/decide/${proposal.id}` },
      action: `/decide/${proposal.id}/versions`,
      version: proposal.version,
    }
    return { place, stands: proposal }
  }
}

const newPlace = (kind: Kind): FormPlace => ({
  ...{ mode: 'new', kind, action: '/decide', back: '/decide/new', version: 0 },
})

const textIn = ({ request }: HttpContext, name: string): string => {
  const value: unknown = request.input(name)
  return typeof value === 'string' ? value.slice(0, 200) : ''
}

const kindIn = (text: unknown): Kind | null =>
  typeof text === 'string' && isProposable(text) ? text : null

async function belongs(ctx: HttpContext): Promise<boolean> {
  const reader = await db.transaction((transaction) =>
    readerOf(ctx.viewer, clock.now(), transaction)
  )
  return reader?.belongs === true
}
