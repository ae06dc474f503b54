import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import { appUrl } from '#config/installation'
import { clock, FakeClock, useClock } from '#shared/clock'
import { sweepUploads, UPLOADS } from '#web/uploads'
import { photoFiles } from '#tests/support/browser_world'
import { cookieOf } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { inTransaction } from '#tests/support/in_transaction'
import { photoDesk, uploadsLeft } from '#tests/support/photo_desk'
import { goodJpeg } from '#tests/support/pictures/refused'

interface Part {
  name: string
  filename?: string
  bytes: Buffer | string
}

/** Multipart written by hand, in one piece, in this very order. */
async function submit(path: string, parts: Part[], person: { id: number } | null = null) {
  const cookie = await cookieOf(person)
  const body = Buffer.concat([
    ...parts.flatMap(({ name, filename, bytes }) => [
      Buffer.from(
        `--x\r\ncontent-disposition: form-data; name="${name}"${filename ? `; filename="${filename}"` : ''}\r\n\r\n`
      ),
      Buffer.from(bytes),
      Buffer.from('\r\n'),
    ]),
    Buffer.from('--x--\r\n'),
  ])
  return fetch(`${appUrl}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'multipart/form-data; boundary=x',
      'sec-fetch-site': 'same-origin',
      ...(cookie ? { cookie } : {}),
    },
    body,
  })
}

test.group('A form written by a stranger', (group) => {
  photoDesk(group)
  let victim = ''
  group.each.setup(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'placette-victim-'))
    victim = join(folder, 'kept.jpg')
    await writeFile(victim, await goodJpeg())
    return () => rm(folder, { recursive: true, force: true })
  })

  const fields = (field: string): Part[] => [
    { name: `${field}[state]`, bytes: 'consumed' },
    { name: `${field}[tmpPath]`, bytes: victim },
    { name: `${field}.tmpPath`, bytes: victim },
    { name: `${field}[size]`, bytes: '1' },
  ]

  test('cannot say which file of the machine is to be cleared away', async ({ assert }) => {
    const file = { name: 'a', filename: 'a.jpg', bytes: 'no photo' }
    const answers = [
      await submit('/sign-in', [file, ...fields('a')]),
      await submit('/sign-in', [...fields('a'), file]),
      await submit('/sign-in', [{ ...file, name: 'a[0]' }, ...fields('a[0]')]),
    ]
    assert.isTrue(answers.every(({ status }) => status < 500))
    assert.isTrue(existsSync(victim))
    assert.isEmpty(await uploadsLeft())
  })

  test('cannot say which file of the machine is the photo', async ({ assert }) => {
    const awa = await someone('Awa')
    const file = { name: 'photo', filename: 'a.jpg', bytes: 'no photo' }
    const answer = await submit('/photos', [file, ...fields('photo')], awa)
    assert.equal(answer.status, 422)
    assert.isTrue(existsSync(victim))
    assert.isEmpty(await photoFiles())
    assert.isEmpty(await uploadsLeft())
  })

  test('cannot hide an upload under another name', async ({ assert }) => {
    const awa = await someone('Awa')
    const names = ['photos[a][b]', 'photos[7]', 'deep.er.still', 'body', 'toString', '__proto__[a]']
    const files = names.map((name) => ({ name, filename: 'a.jpg', bytes: 'no photo' }))
    for (const path of ['/sign-in', '/posts', '/photos', '/me/portrait']) {
      const answer = await submit(path, files, awa)
      assert.isBelow(answer.status, 500, path)
      assert.isEmpty(await uploadsLeft(), path)
    }
    assert.isEmpty(await photoFiles())
  })
})

test.group('A form said to be packed', (group) => {
  inTransaction(group)

  test('and that is not, or not all of it, is the sender’s mistake', async ({ assert }) => {
    for (const body of [Buffer.from('email=a'), gzipSync('email=a').subarray(0, 12)]) {
      const answer = await fetch(`${appUrl}/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-encoding': 'gzip',
          'sec-fetch-site': 'same-origin',
        },
        body,
      })
      assert.equal(answer.status, 400)
    }
  })
})

test.group('An upload left by a machine that died', (group) => {
  photoDesk(group)

  test('is swept after a day, not before', async ({ assert }) => {
    await mkdir(UPLOADS, { recursive: true })
    await writeFile(join(UPLOADS, 'left'), 'half a photo')
    await sweepUploads()
    assert.lengthOf(await uploadsLeft(), 1)
    const restore = useClock(new FakeClock(new Date(clock.now().getTime() + 25 * 3_600_000)))
    await sweepUploads()
    restore()
    assert.isEmpty(await uploadsLeft())
  })
})

test.group('The demo’s sign-in for scripts', (group) => {
  inTransaction(group)

  test('is not for what a proxy of this machine passes on', async ({ assert }) => {
    const ask = (headers: Record<string, string>) =>
      fetch(`${appUrl}/demo/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/json', 'x-demo': '1', ...headers },
        body: JSON.stringify({ role: 'visitor' }),
      })
    assert.equal((await ask({})).status, 200)
    assert.equal((await ask({ 'x-forwarded-for': '203.0.113.7' })).status, 403)
    assert.equal((await ask({ forwarded: 'for=203.0.113.7' })).status, 403)
  })
})
