import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { test } from '@japa/runner'
import { dataDir } from '#config/installation'
import { Person } from '#people/person'
import { Photo } from '#feed/photo'
import { preparePhotoJob } from '#feed/prepare_photo_job'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { inTransaction } from '#tests/support/in_transaction'

const picture = () =>
  sharp({ create: { width: 400, height: 400, channels: 3, background: '#a05030' } })
    .jpeg()
    .toBuffer()

const filesOnDisk = async () => {
  const entries = await readdir(join(dataDir, 'photos'), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).length
}

test.group('One’s own page', (group) => {
  inTransaction(group)

  test('changes name and words, and the cards show it', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const saved = await browser.put('/me', { name: 'Awa S.', bio: 'Infirmière' })
    saved.assertStatus(303)
    const page = await (await as(client, null)).get(`/@${awa.handle}`)
    for (const word of ['Awa S.', 'Infirmière']) assert.include(page.text(), word)
    assert.isAbove((await Person.findOrFail(awa.id)).revision, awa.revision)
  })

  test('keeps what was typed when a name is missing', async ({ client, assert }) => {
    const browser = await as(client, await someone('Awa'))
    const refused = await browser.put('/me', { name: '', bio: 'Gardez ceci' })
    refused.assertStatus(422)
    assert.include(refused.text(), 'Gardez ceci')
  })

  test('shows the mandates one holds, and only then the door to requests', async ({
    client,
    assert,
  }) => {
    const fatou = await (await as(client, await someoneWith('moderator'))).get('/me')
    assert.include(fatou.text(), 'Modération')
    assert.include(fatou.text(), '/join-requests')
    const awa = await (await as(client, await someone('Awa'))).get('/me')
    assert.notInclude(awa.text(), '/join-requests')
  })

  test('speaks the language one chooses, on every device', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const phone = await as(client, awa)
    const chosen = await phone.post('/locale', { locale: 'en', back: '/me' })
    chosen.assertHeader('location', '/me')
    const desktop = await (await as(client, awa)).get('/me')
    assert.include(desktop.text(), '<html lang="en"')
    const odd = await phone.post('/locale', { locale: 'xx', back: 'https://evil.example' })
    odd.assertHeader('location', '/')
    assert.equal((await Person.findOrFail(awa.id)).locale, 'en')
  })
})

test.group('A portrait', (group) => {
  inTransaction(group)

  test('replaces the one before, whose files go; taken away, nothing stays', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const send = async () => {
      const request = browser.multipart('/me/portrait')
      const sent = await request.file('portrait', await picture(), { filename: 'moi.jpg' })
      sent.assertStatus(303)
      const photo = await Photo.query().orderBy('id', 'desc').firstOrFail()
      await preparePhotoJob({ photoId: photo.id })
      assert.equal((await Person.findOrFail(awa.id)).portraitKey, photo.key)
      return photo
    }
    const before = await filesOnDisk().catch(() => 0)
    const first = await send()
    const visitor = await as(client, null)
    const seen = await visitor.get(`/photos/${first.key}/320.webp`)
    seen.assertStatus(200)
    seen.assertHeader('content-type', 'image/webp')
    const second = await send()
    assert.notEqual(first.key, second.key)
    assert.isNull(await Photo.find(first.id))
    const gone = await visitor.get(`/photos/${first.key}/320.webp`)
    gone.assertStatus(404)
    await browser.delete('/me/portrait')
    assert.isNull((await Person.findOrFail(awa.id)).portraitKey)
    assert.equal(await filesOnDisk(), before)
    assert.deepEqual(await readdir(join(dataDir, 'quarantine')), [])
  })

  test('waits until it is prepared: the one before stays, the page says so', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const send = async () => {
      await browser.multipart('/me/portrait').file('portrait', await picture(), {
        filename: 'moi.jpg',
      })
      return Photo.query().orderBy('id', 'desc').firstOrFail()
    }
    const shown = async () => (await Person.findOrFail(awa.id)).portraitKey
    const words = 'Votre nouvelle photo se prépare'
    const first = await send()
    assert.isNull(await shown())
    assert.include((await browser.get('/me/portrait')).text(), words)
    assert.notInclude((await browser.get(`/@${awa.handle}`)).text(), first.key)
    assert.isEmpty(
      await Photo.free(awa.id, [first.id], { submissionKey: null }),
      'it goes in no post'
    )
    await preparePhotoJob({ photoId: first.id })
    assert.equal(await shown(), first.key)
    assert.notInclude((await browser.get('/me/portrait')).text(), words)

    const [second, third] = [await send(), await send()]
    assert.equal(await shown(), first.key)
    await preparePhotoJob({ photoId: second.id })
    assert.equal(await shown(), first.key, 'another was sent since')
    await preparePhotoJob({ photoId: third.id })
    assert.equal(await shown(), third.key)
    assert.deepEqual(
      (await Photo.query().where('ownerId', awa.id)).map(({ id }) => id),
      [third.id]
    )
  })

  test('taken away while it is being prepared does not come back', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    await browser.multipart('/me/portrait').file('portrait', await picture(), {
      filename: 'moi.jpg',
    })
    const photo = await Photo.query().orderBy('id', 'desc').firstOrFail()
    await browser.delete('/me/portrait')
    await preparePhotoJob({ photoId: photo.id })
    assert.isNull((await Person.findOrFail(awa.id)).portraitKey)
    assert.isNull(await Photo.find(photo.id))
  })

  test('that is not a photo changes nothing', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')
    await browser.multipart('/me/portrait').file('portrait', svg, { filename: 'moi.jpg' })
    assert.isNull((await Person.findOrFail(awa.id)).portraitKey)
  })
})
