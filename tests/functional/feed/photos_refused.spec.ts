import { test } from '@japa/runner'
import { Photo } from '#feed/photo'
import { Post } from '#feed/post'
import { photoFiles } from '#tests/support/browser_world'
import { someone } from '#tests/support/cast'
import { eventually } from '#tests/support/eventually'
import { complaints, filledIn } from '#tests/support/form_page'
import { handUpload } from '#tests/support/hand_upload'
import { browse, photoDesk, uploadsLeft } from '#tests/support/photo_desk'
import { badFile, goodJpeg, REFUSED_FILES } from '#tests/support/pictures/refused'

test.group('A photo that cannot be taken', (group) => {
  photoDesk(group)

  test('{what} is refused ahead of its post, in one’s language, and leaves nothing')
    .with(REFUSED_FILES)
    .run(async ({ assert }, refused) => {
      for (const locale of ['fr', 'en'] as const) {
        const awa = await someone('Awa', { locale })
        const files = { photo: [await badFile(refused)] }
        const answer = await browse(awa, '/photos', { files, json: true })
        assert.equal(answer.status, 422)
        const said = (await answer.json()) as { error: string; refusal: string }
        assert.equal(said.refusal, refused.refusal)
        assert.match(said.error, locale === 'fr' ? refused.french : refused.english)
      }
      assert.isEmpty(await photoFiles())
      assert.isEmpty(await uploadsLeft())
      assert.isEmpty(await Photo.all())
    })

  test('{what} among good ones: the text and the good ones are kept in the form')
    .with(REFUSED_FILES)
    .run(async ({ assert }, refused) => {
      for (const locale of ['fr', 'en'] as const) {
        const awa = await someone('Awa', { locale })
        const good = { name: 'bonne.jpg', type: 'image/jpeg', bytes: await goodJpeg() }
        const answer = await browse(awa, '/posts', {
          form: { body: 'Une <belle> journée', visibility: 'public' },
          files: { 'photos[]': [good, await badFile(refused)] },
        })
        assert.equal(answer.status, 422)
        const html = await answer.text()
        const sentence = complaints(html).join(' ')
        assert.match(sentence, locale === 'fr' ? refused.french : refused.english)
        const form = filledIn(html)
        assert.deepEqual(form.body, ['Une <belle> journée'])
        const [photo, ...others] = await Photo.query().where('ownerId', awa.id)
        assert.isEmpty(others)
        assert.deepEqual(form['photo_ids[]'], [String(photo?.id)])
        const again = await browse(awa, '/posts', {
          form: {
            'body': form.body?.[0] ?? '',
            'visibility': form.visibility?.[0] ?? '',
            'photo_ids[]': form['photo_ids[]']?.[0] ?? '',
            [`alts[${photo?.id}]`]: 'Le marché vu du pont',
            'submission_key': form.submission_key?.[0] ?? '',
          },
          files: {},
        })
        assert.equal(again.status, 303)
        const post = await Post.findByOrFail('authorId', awa.id)
        assert.deepEqual(
          (await Photo.ofPost(post.id)).map(({ id, alt }) => [id, alt]),
          [[photo?.id, 'Le marché vu du pont']]
        )
      }
      assert.lengthOf(await photoFiles(), 2, 'the two good originals, waiting to be prepared')
      assert.isEmpty(await uploadsLeft())
    })

  test('nothing sent at all has its sentence too', async ({ assert }) => {
    const answer = await browse(await someone('Awa'), '/photos', { files: {}, json: true })
    assert.equal(answer.status, 422)
    assert.include(await answer.text(), 'Aucune photo')
  })

  test('a name as long as a page is shortened, and is never HTML', async ({ assert }) => {
    const name = `<img src=x onerror=alert(1)>${'a'.repeat(3000)}.jpg`
    const answer = await browse(await someone('Awa'), '/posts', {
      form: { body: 'Ici', visibility: 'public' },
      files: { 'photos[]': [{ name, type: 'image/jpeg', bytes: Buffer.from('rien') }] },
    })
    assert.equal(answer.status, 422)
    const html = await answer.text()
    assert.notInclude(html, '<img src=x')
    assert.notInclude(html, 'a'.repeat(100))
  })
})

test.group('A post too heavy for the server', (group) => {
  photoDesk(group)

  test('is refused with a sentence, and leaves nothing on disk', async ({ assert }) => {
    const upload = await handUpload(await someone('Awa'), '/posts')
    for (const name of 'abcdefghi') {
      await upload.file('photos[]', `${name}.jpg`, Buffer.alloc(1024 * 1024), 30)
    }
    const { status, text } = await upload.end()
    assert.equal(status, 413)
    assert.include(text, 'L’envoi dépasse ce que le serveur accepte')
    await eventually('the uploads are gone', async () => (await uploadsLeft()).length === 0)
    assert.isEmpty(await photoFiles())
  })

  test('by its text is refused as well', async ({ assert }) => {
    const answer = await browse(await someone('Awa'), '/posts', {
      form: { body: 'é'.repeat(200_000), visibility: 'public' },
      files: { 'photos[]': [{ name: 'a.jpg', type: 'image/jpeg', bytes: await goodJpeg() }] },
      json: true,
    })
    assert.equal(answer.status, 413)
    assert.include(await answer.text(), 'L’envoi dépasse')
    await eventually('the uploads are gone', async () => (await uploadsLeft()).length === 0)
  })

  test('or cut on its way leaves nothing either', async ({ assert }) => {
    const upload = await handUpload(await someone('Awa'), '/posts')
    await upload.file('photos[]', 'whole.jpg', await goodJpeg())
    await upload.file('photos[]', 'cut.jpg', Buffer.alloc(1024 * 1024))
    await eventually('the uploads have begun', async () => (await uploadsLeft()).length === 2)
    upload.hangUp()
    await eventually('the uploads are gone', async () => (await uploadsLeft()).length === 0)
    assert.isEmpty(await photoFiles())
  })
})
