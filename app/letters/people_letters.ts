import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { tokenHash } from '#shared/random'
import { listenInTransaction, type DomainEvent } from '#shared/wiring/events'
import { write } from './letter_writer.js'

/** The letters of joining and signing in; each joins the transaction of the fact it tells of. */
export function listenToPeople(): void {
  listenInTransaction('people.sign_in_link_made', signInLink)
  listenInTransaction('people.email_change_asked', emailChange)
  listenInTransaction('people.email_change_told', emailChangeTold)
  listenInTransaction('people.door_changed', doorChanged)
  listenInTransaction('people.join_asked', joinConfirmation)
  listenInTransaction('people.join_asked_again', alreadyHere)
  listenInTransaction('people.admitted', welcome)
  listenInTransaction('people.join_refused', joinRefused)
}

type Told = DomainEvent & {
  personId?: number
  requestId?: number
  email: string
  person: string
  locale: string
  token: string
  reason: string
  next: string
  what: string
}

const fingerprint = (token: string) => tokenHash(token).toString('hex').slice(0, 24)

async function signInLink(event: DomainEvent, transaction: TransactionClientContract) {
  const { personId, email, person, locale, token, next, at } = event as Told
  const order = {
    key: `sign_in:${fingerprint(token)}`,
    kind: 'sign_in',
    recipient: email,
    personId: personId ?? null,
    locale,
    values: { person },
    action:
      next === '/feed' ? `/sign-in/${token}` : `/sign-in/${token}?${new URLSearchParams({ next })}`,
  }
  await write(order, at, transaction)
}

async function emailChange(event: DomainEvent, transaction: TransactionClientContract) {
  const { personId, email, person, locale, token, at } = event as Told
  const order = {
    key: `email_change:${fingerprint(token)}`,
    kind: 'email_change',
    recipient: email,
    personId: personId ?? null,
    locale,
    values: { person },
    action: `/email/${token}`,
  }
  await write(order, at, transaction)
}

async function emailChangeTold(event: DomainEvent, transaction: TransactionClientContract) {
  const { personId, email, person, locale, token, at } = event as Told
  const order = {
    key: `email_change_told:${fingerprint(token)}`,
    kind: 'email_change_told',
    recipient: email,
    personId: personId ?? null,
    locale,
    values: { person },
    action: '/me/security',
  }
  await write(order, at, transaction)
}

async function doorChanged(event: DomainEvent, transaction: TransactionClientContract) {
  const { personId, email, person, locale, what, at } = event as Told
  const order = {
    key: `door_changed:${personId}:${what}:${at.getTime()}`,
    kind: `door_changed.${what}`,
    recipient: email,
    personId: personId ?? null,
    locale,
    values: { person },
    action: '/me/security',
  }
  await write(order, at, transaction)
}

async function joinConfirmation(event: DomainEvent, transaction: TransactionClientContract) {
  const { email, person, locale, token, at } = event as Told
  const order = {
    key: `join:${fingerprint(token)}`,
    kind: 'join_confirmation',
    recipient: email,
    personId: null,
    locale,
    values: { person },
    action: `/join/${token}`,
  }
  await write(order, at, transaction)
}

async function alreadyHere(event: DomainEvent, transaction: TransactionClientContract) {
  const { personId, email, person, locale, at } = event as Told
  const order = {
    // One a day is enough, however often someone types this address.
    key: `already_here:${personId}:${at.toISOString().slice(0, 10)}`,
    kind: 'already_here',
    recipient: email,
    personId: personId ?? null,
    locale,
    values: { person },
    action: '/sign-in',
  }
  await write(order, at, transaction)
}

async function welcome(event: DomainEvent, transaction: TransactionClientContract) {
  const { personId, email, person, locale, at } = event as Told
  const order = {
    key: `welcome:${personId}`,
    kind: 'welcome',
    recipient: email,
    personId: personId ?? null,
    locale,
    values: { person },
    action: '/sign-in',
  }
  await write(order, at, transaction)
}

async function joinRefused(event: DomainEvent, transaction: TransactionClientContract) {
  const { requestId, email, person, locale, reason, at } = event as Told
  const order = {
    key: `join_refused:${requestId}`,
    kind: 'join_refused',
    recipient: email,
    personId: null,
    locale,
    values: { person, reason },
  }
  await write(order, at, transaction)
}
