import { createHmac, timingSafeEqual } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import { systemRandom, tokenHash } from '#shared/random'
import { BITS } from './proof_of_work.js'

const HOURS = 2

/** What the join page asks for, signed: when it was given, and how hard it is. */
export interface Challenge {
  token: string
  issuedAt: Date
  expiresAt: Date
  /** Leading zero bits per puzzle. */
  bits: number
}

/** A new challenge, good for two hours. */
export function issueChallenge(at: Date, bits = BITS): Challenge {
  const nonce = systemRandom.bytes(16).toString('base64url')
  const said = `${at.getTime().toString(36)}.${bits}.${nonce}`
  return challengeOf(`${said}.${mac(said)}`, at, bits)
}

/** The challenge of a form; null when we never gave it, or too long ago. */
export function readChallenge(token: string, at: Date): Challenge | null {
  const [, said = '', time = '', bits, signature = ''] = FORM.exec(token) ?? []
  if (!sameText(signature, mac(said))) return null
  const challenge = challengeOf(token, new Date(Number.parseInt(time, 36)), Number(bits))
  return challenge.issuedAt <= at && at < challenge.expiresAt ? challenge : null
}

/** Takes a challenge for used; false when it has served before, however close behind. */
export async function spendChallenge(challenge: Challenge): Promise<boolean> {
  const { rows } = await db.rawQuery(
    `insert into spent_challenges (challenge_hash, expires_at) values (?, ?)
      on conflict do nothing returning 1`,
    [tokenHash(challenge.token), challenge.expiresAt]
  )
  return rows.length === 1
}

const FORM = /^(([0-9a-z]{1,10})\.(\d{1,2})\.[\w-]{22})\.([\w-]{43})$/

function challengeOf(token: string, issuedAt: Date, bits: number): Challenge {
  const expiresAt = new Date(issuedAt.getTime() + HOURS * 3_600_000)
  return { token, issuedAt, expiresAt, bits }
}

function mac(said: string) {
  const key = env.get('APP_KEY').release()
  return createHmac('sha256', key).update(`join-challenge:${said}`).digest('base64url')
}

function sameText(one: string, other: string) {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}
