import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import type { FieldErrors } from '#shared/http/read_form'
import { gateRefusal } from '#shared/wiring/gates'
import { currentBook } from '#rulebook/rule_book'
import { Invitation } from '../invitation.js'
import { Person } from '../person.js'
import { issueChallenge, readChallenge } from './challenge.js'
import { PATIENCE_SECONDS } from './effort.js'
import { PUZZLES } from './proof_of_work.js'

/**
 * The join page as the rule book has it now, with what was typed. The challenge and its proof stay
 * in a form that is mended, unless they are what was refused.
 */
export async function joinPage(
  ctx: HttpContext,
  errors: FieldErrors = {},
  { renewed = false, unproved = false } = {}
) {
  const { request } = ctx
  const at = clock.now()
  const book = await currentBook(at)
  const invitation = await invitationOf(ctx)
  const sponsor = invitation ? await Person.find(invitation.sponsorId) : null
  const given = renewed ? null : readChallenge(textOf(request.input('challenge')), at)
  return page(
    ctx,
    'people/join',
    {
      typed: request.only(['name', 'handle', 'email', 'message', 'age']),
      errors,
      // A password never goes back into a page.
      passwordLost: textOf(request.input('password')) !== '',
      closed: await closedBecause(invitation, at),
      token: textOf(request.input('invitation')),
      deadInvitation: Boolean(request.input('invitation')) && invitation === null,
      invitation,
      sponsor,
      mode: book.value('join.mode'),
      approvals: book.value('join.approvals_needed'),
      heldPosts: book.value('join.held_posts'),
      minimumAge: book.value('join.minimum_age'),
      effort: {
        challenge: given ?? issueChallenge(at),
        proof: given && !unproved ? textOf(request.input('proof')) : '',
        puzzles: PUZZLES,
        patience: PATIENCE_SECONDS,
      },
    },
    Object.keys(errors).length > 0 ? 422 : 200
  )
}

/** The invitation of the address or form, while it has a seat. */
export async function invitationOf({ request }: HttpContext): Promise<Invitation | null> {
  const token = textOf(request.input('invitation'))
  return token === '' ? null : Invitation.open(token, clock.now())
}

/** The key of the sentence that says why nobody can join this way now; null when one can. */
export async function closedBecause(
  invitation: Invitation | null,
  at: Date
): Promise<string | null> {
  const gate = await gateRefusal('join', at)
  if (gate) return gate
  const mode = (await currentBook(at)).value('join.mode')
  return mode === 'invitation' && invitation === null ? 'people.join.invitation_needed' : null
}

export const textOf = (sent: unknown): string => (typeof sent === 'string' ? sent : '')
