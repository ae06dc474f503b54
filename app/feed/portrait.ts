import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Person } from '#people/person'
import { Photo } from './photo.js'
import type { StoredFile } from './photo_store.js'

/** The portrait that a person sent last, whatever became of it; null when it was let go since. */
export async function latestPortrait(
  personId: number,
  transaction?: TransactionClientContract
): Promise<Photo | null> {
  return sentPortraits(personId, transaction).orderBy('id', 'desc').first()
}

/**
 * Shows a portrait now that it is prepared, unless another was sent since. Returns the files of
 * those it takes the place of, to be erased after the commit.
 */
export async function showPortrait(
  photo: Photo,
  transaction: TransactionClientContract
): Promise<StoredFile[]> {
  const person = await lockedPerson(photo.ownerId, transaction)
  const latest = await latestPortrait(person.id, transaction)
  if (latest?.id !== photo.id) return []
  const before = await shownAndSent(person, transaction)
  await person.showPortrait(photo.key, transaction)
  return Photo.erase(
    before.filter(({ id }) => id !== photo.id),
    transaction
  )
}

/** Takes a person's portrait away, with whatever else was sent for it; returns the files to erase. */
export async function removePortrait(
  personId: number,
  transaction: TransactionClientContract
): Promise<StoredFile[]> {
  const person = await lockedPerson(personId, transaction)
  const before = await shownAndSent(person, transaction)
  await person.showPortrait(null, transaction)
  return Photo.erase(before, transaction)
}

async function shownAndSent(person: Person, transaction: TransactionClientContract) {
  const sent = await sentPortraits(person.id, transaction)
  if (!person.portraitKey || sent.some(({ key }) => key === person.portraitKey)) return sent
  return [...sent, ...(await Photo.query({ client: transaction }).where('key', person.portraitKey))]
}

function sentPortraits(personId: number, transaction?: TransactionClientContract) {
  return Photo.query(transaction ? { client: transaction } : {})
    .where('ownerId', personId)
    .whereLike('key', 'portrait-%')
}

/** The person first, then the photos: whoever changes a portrait waits here for the other. */
async function lockedPerson(personId: number, transaction: TransactionClientContract) {
  return Person.query({ client: transaction }).where('id', personId).forUpdate().firstOrFail()
}
