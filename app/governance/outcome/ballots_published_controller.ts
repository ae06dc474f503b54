import type { HttpContext } from '@adonisjs/core/http'
import { NotFound } from '#shared/http/refusals'
import { findProposal } from '../pages/show_proposal.js'
import { ballotFile, FORMATS } from './ballot_files.js'
import { foldsColleges } from './folds_colleges.js'
import { countedVote, publishedVote } from './counted_vote.js'

const TYPES = {
  blt: 'text/plain; charset=utf-8',
  pb: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** Where a college is too small to be shown alone, its ballots are the members’ to count again. */
function membersOnly({ auth }: HttpContext, folded: boolean): void {
  if (folded) auth.getUserOrFail()
}

/** What is published of a counted vote, for whoever counts it again: nothing before the close. */
export default class BallotsPublishedController {
  /** All that the count was made from, as the page's own recount reads it. */
  async index(ctx: HttpContext) {
    const { id } = await findProposal(ctx)
    const published = await publishedVote(id)
    if (!published) throw new NotFound()
    membersOnly(ctx, await foldsColleges(id))
    return ctx.response.json(published)
  }

  /** The transcript, byte for byte: its SHA-256 is the hash on the page. */
  async transcript(ctx: HttpContext) {
    const { id } = await findProposal(ctx)
    const counted = await countedVote(id)
    if (!counted) throw new NotFound()
    membersOnly(ctx, await foldsColleges(id))
    ctx.response.header('content-type', TYPES.json)
    return ctx.response.send(counted.transcript)
  }

  /** The ballots in a format that other programs read. */
  async show(ctx: HttpContext) {
    const { id } = await findProposal(ctx)
    const format = FORMATS.find((one) => one === ctx.params.format)
    const published = format ? await publishedVote(id) : null
    const file = published && format ? ballotFile(published, format) : null
    if (file === null || !format) throw new NotFound()
    membersOnly(ctx, await foldsColleges(id))
    ctx.response.header('content-type', TYPES[format])
    ctx.response.header('content-disposition', `attachment; filename="vote-${id}.${format}"`)
    return ctx.response.send(file)
  }
}
