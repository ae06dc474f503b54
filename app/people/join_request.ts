import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { AdmissionSchema, JoinRequestSchema } from '#database/schema'
import { newToken, tokenHash } from '#shared/random'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import type { Invitation } from './invitation.js'
import { normaliseEmail, Person } from './person.js'

const DAYS = 7
const DAY = 86_400_000

export interface Newcomer {
  name: string
  handle: string
  email: string
  locale: 'fr' | 'en'
  message: string
  passwordHash: string | null
}

class Admission extends AdmissionSchema {}

/**
 * Someone asks to join. The address is confirmed first; then an invited person is in at once
 * (their sponsor answers for them), another waits for the approvals that the rule book asks.
 */
export class JoinRequest extends JoinRequestSchema {
  /** Records the request and posts the letter that confirms the address. */
  static async make(newcomer: Newcomer, invitation: Invitation | null, at: Date) {
    const { token, hash } = newToken()
    const email = normaliseEmail(newcomer.email)
    const known = await Person.byEmail(email)
    return db.transaction(async (transaction) => {
      // An address that already has an account gets a letter that says so: the page is the same.
      if (known) {
        await tell(
          {
            name: 'people.join_asked_again',
            at,
            personId: known.id,
            email,
            person: known.name,
            locale: known.locale,
          },
          transaction
        )
        return
      }
      const request = await JoinRequest.create(
        {
          ...newcomer,
          email,
          invitationId: invitation?.id ?? null,
          ageAttestedAt: at,
          confirmationHash: hash,
          createdAt: at,
          expiresAt: new Date(at.getTime() + DAYS * DAY),
        },
        { client: transaction }
      )
      const { id: requestId, name: person, locale } = request
      await tell(
        { name: 'people.join_asked', at, requestId, email, person, locale, token },
        transaction
      )
    })
  }

  /** The request of a confirmation link that still stands; looking changes nothing. */
  static async byConfirmation(token: string, at: Date): Promise<JoinRequest | null> {
    return JoinRequest.query()
      .where('confirmationHash', tokenHash(token))
      .where('expiresAt', '>', at)
      .first()
  }

  /** Requests with a confirmed address that wait for a decision, oldest first. */
  static waiting() {
    return JoinRequest.query()
      .whereNotNull('confirmedAt')
      .whereRaw('not exists (select from admissions a where a.join_request_id = join_requests.id)')
      .whereRaw(
        'not exists (select from join_refusals r where r.join_request_id = join_requests.id)'
      )
      .orderBy('confirmedAt')
  }

  /**
   * Confirms the address. Under `open`, or with an invitation, the person is admitted at once;
   * otherwise the request waits. The first `heldPosts` posts of who enters on nobody's word are held.
   * Confirming twice gives the same answer.
   */
  async confirm(
    { mode, heldPosts }: { mode: JoinMode; heldPosts: number },
    at: Date
  ): Promise<Result<Person | null, JoinRefusal>> {
    return db.transaction(async (transaction) => {
      await this.lock(transaction)
      const admitted = await this.admitted(transaction)
      if (admitted) return done(admitted)
      // Whoever was refused does not come in by the link they still have.
      if (await this.settled(transaction)) return refused('already_decided')
      if (!this.confirmedAt) {
        this.confirmedAt = at
        await this.save()
      }
      if (this.invitationId === null && mode !== 'open') {
        if (mode === 'invitation') return refused('invitation_needed')
        await tell({ name: 'people.join_waits', at, requestId: this.id }, transaction)
        return done(null)
      }
      return this.admit(at, transaction, this.invitationId === null ? heldPosts : 0)
    })
  }

  async isAdmitted(): Promise<boolean> {
    return (await Admission.find(this.id)) !== null
  }

  /** Another handle, when someone took the first one while the letter was on its way. */
  async chooseHandle(handle: string): Promise<void> {
    this.handle = handle
    await this.save()
  }

  /** One approval; the person is admitted when `needed` different people have given theirs. */
  async approve(
    approver: { id: number },
    needed: number,
    at: Date
  ): Promise<Result<Person | null, JoinRefusal>> {
    return db.transaction(async (transaction) => {
      await this.lock(transaction)
      if (await this.settled(transaction)) return refused('already_decided')
      await transaction
        .table('join_approvals')
        .knexQuery.insert({ join_request_id: this.id, approver_id: approver.id, approved_at: at })
        .onConflict(['join_request_id', 'approver_id'])
        .ignore()
      const [{ count }] = await transaction
        .from('join_approvals')
        .where('join_request_id', this.id)
        .count('* as count')
      if (Number(count) < needed) return done(null)
      return this.admit(at, transaction)
    })
  }

  async refuse(
    refuser: { id: number },
    reason: string,
    at: Date
  ): Promise<Result<null, JoinRefusal>> {
    return db.transaction(async (transaction) => {
      await this.lock(transaction)
      if (await this.settled(transaction)) return refused('already_decided')
      await transaction.table('join_refusals').insert({
        join_request_id: this.id,
        refuser_id: refuser.id,
        reason,
        refused_at: at,
      })
      const { email, name: person, locale, id: requestId } = this
      await tell(
        { name: 'people.join_refused', at, requestId, email, person, locale, reason },
        transaction
      )
      return done(null)
    })
  }

  private async lock(transaction: TransactionClientContract) {
    await transaction.rawQuery('select from join_requests where id = ? for update', [this.id])
    this.useTransaction(transaction)
    await this.refresh()
  }

  private async admitted(transaction: TransactionClientContract): Promise<Person | null> {
    const admission = await Admission.find(this.id, { client: transaction })
    return admission ? Person.find(admission.personId, { client: transaction }) : null
  }

  private async settled(transaction: TransactionClientContract): Promise<boolean> {
    if (await this.admitted(transaction)) return true
    const refusal = await transaction
      .from('join_refusals')
      .where('join_request_id', this.id)
      .first()
    return refusal !== null
  }

  private async admit(
    at: Date,
    transaction: TransactionClientContract,
    heldPostsLeft = 0
  ): Promise<Result<Person, JoinRefusal>> {
    // One at a time over all nodes: two who ask for one handle at one instant both find it free.
    await transaction.rawQuery(`select pg_advisory_xact_lock(hashtext('people.admission'))`)
    const taken = await Person.query({ client: transaction })
      .where('email', this.email)
      .orWhere('handle', this.handle)
      .first()
    if (taken) return refused(taken.email === this.email ? 'email_taken' : 'handle_taken')
    const invitation = await this.sponsor(transaction)
    if (invitation?.revoked) return refused('invitation_revoked')
    if (invitation && invitation.left < 1) return refused('invitation_full')
    const person = await Person.create(
      {
        handle: this.handle,
        name: this.name,
        email: this.email,
        passwordHash: this.passwordHash,
        locale: this.locale,
        bio: '',
        place: '',
        sponsorId: invitation?.sponsorId ?? null,
        ageAttestedAt: this.ageAttestedAt,
        joinedAt: at,
        heldPostsLeft,
        revision: 1,
      },
      { client: transaction }
    )
    await Admission.create(
      {
        joinRequestId: this.id,
        personId: person.id,
        invitationId: this.invitationId,
        admittedAt: at,
      },
      { client: transaction }
    )
    const { id: personId, email, locale } = person
    await tell(
      { name: 'people.admitted', at, personId, email, person: person.name, locale },
      transaction
    )
    return done(person)
  }

  /** Who answers for this person, whether they still do, and the seats left; the invitation stays locked. */
  private async sponsor(transaction: TransactionClientContract) {
    if (this.invitationId === null) return null
    // Locked first: a statement that waits for the lock still counts as before it waited.
    await transaction.rawQuery('select from invitations where id = ? for update', [
      this.invitationId,
    ])
    const { rows } = await transaction.rawQuery(
      `select i.sponsor_id as "sponsorId",
              exists (select from invitation_revocations r where r.invitation_id = i.id) as revoked,
              i.seats - (select count(*) from admissions a where a.invitation_id = i.id) as left
         from invitations i where i.id = ?`,
      [this.invitationId]
    )
    return rows[0] as { sponsorId: number; revoked: boolean; left: number }
  }
}

export type JoinMode = 'open' | 'invitation' | 'request'
export type JoinRefusal =
  | 'invitation_needed'
  | 'invitation_full'
  | 'invitation_revoked'
  | 'email_taken'
  | 'handle_taken'
  | 'already_decided'
