import { test } from '@japa/runner'
import { readNotice } from '#payments/mollie/notices'
import {
  classicNotice,
  signedNotice,
  type NoticeOnItsWay,
} from '#tests/support/mollie_double/notices'

const SECRET = 'a secret of the dashboard'
const AT = new Date('2026-03-02T10:00:00.000Z')
const EVENT = {
  id: 'event_GvJ8WHrp5isUdRub9CJyH',
  type: 'refund.refunded',
  entity: { resource: 'refund', id: 're_4qqhO89gsT', paymentId: 'tr_5B8cwPMGnU6qLbRvo7qEZo' },
}

const read = ({ body, headers }: NoticeOnItsWay, secret = SECRET, at = AT) =>
  readNotice(Buffer.from(body), headers, at, secret)

test.group('Notices of Mollie', () => {
  test('a classic one is a hint to look, each receipt one of its own', ({ assert }) => {
    const one = read(classicNotice('tr_5B8cwPMGnU'))
    assert.deepEqual(one, {
      ok: true,
      notices: [
        {
          dedupeKey: 'tr_5B8cwPMGnU:2026-03-02T10:00:00.000Z',
          type: 'payment',
          object: { kind: 'payment', id: 'tr_5B8cwPMGnU' },
        },
      ],
      unsigned: true,
    })
    const later = read(classicNotice('tr_5B8cwPMGnU'), SECRET, new Date(AT.getTime() + 1))
    assert.notDeepEqual(later, one)
  })

  test('what has no id, two, or one of another shape is refused', ({ assert }) => {
    for (const body of [
      '',
      'id=',
      'id=sub_rVKGtNd6s3',
      'id=tr_1',
      'id=tr_5B8cwP&id=tr_6B8cwP',
      '{}',
    ]) {
      const answer = read({ body, headers: {} })
      assert.deepEqual(answer, { ok: false, refusal: 'unreadable' }, body)
    }
    assert.isFalse(read(classicNotice('tr_../../customers')).ok)
  })

  test('a signed one names its payment and is known by its event', ({ assert }) => {
    assert.deepEqual(read(signedNotice(EVENT, SECRET)), {
      ok: true,
      notices: [
        {
          dedupeKey: EVENT.id,
          type: 'refund.refunded',
          object: { kind: 'payment', id: 'tr_5B8cwPMGnU6qLbRvo7qEZo' },
        },
      ],
    })
  })

  test('either of two signatures will do while the secret changes', ({ assert }) => {
    assert.isTrue(read(signedNotice(EVENT, 'the old secret', SECRET)).ok)
    assert.isTrue(read(signedNotice(EVENT, SECRET, 'the old secret')).ok)
  })

  test('a tampered body, another secret, a signature of other shape or none set is refused', ({
    assert,
  }) => {
    const good = signedNotice(EVENT, SECRET)
    const tampered = { ...good, body: good.body.replace('tr_5B8', 'tr_6B8') }
    assert.deepEqual(read(tampered), { ok: false, refusal: 'bad_signature' })
    assert.deepEqual(read(signedNotice(EVENT, 'guessed')), { ok: false, refusal: 'bad_signature' })
    for (const signature of ['sha256=', 'sha256=abc', `sha1=${'a'.repeat(64)}`]) {
      const headers = { ...good.headers, 'x-mollie-signature': signature }
      assert.deepEqual(read({ ...good, headers }), { ok: false, refusal: 'bad_signature' })
    }
    const unsigned = { ...good, headers: { 'content-type': 'application/json' } }
    assert.deepEqual(read(unsigned), { ok: false, refusal: 'unreadable' })
    assert.deepEqual(readNotice(Buffer.from(good.body), good.headers, AT, null), {
      ok: false,
      refusal: 'no_secret',
    })
  })

  test('signed news of nothing of ours is read, and is a notice of nothing', ({ assert }) => {
    const ping = signedNotice(
      { id: 'event_1', type: 'hook.ping', entity: { id: 'pl_1234567' } },
      SECRET
    )
    assert.deepEqual(read(ping), { ok: true, notices: [] })
  })
})
