import { test } from '@japa/runner'
import { providerSettings } from '#payments/provider_settings'

test.group('What the environment says of the providers', () => {
  test('nothing said: none of them', ({ assert }) => {
    assert.deepEqual(providerSettings({}, true), { stripe: null, mollie: null })
    assert.deepEqual(providerSettings({ STRIPE_SECRET_KEY: ' ' }, false).stripe, null)
  })

  test('a live key does not start in the demonstration, a test key does', ({ assert }) => {
    for (const live of [{ STRIPE_SECRET_KEY: 'sk_live_1' }, { MOLLIE_API_KEY: 'live_1' }]) {
      assert.throws(() => providerSettings(live, true), /only takes test keys/)
      assert.doesNotThrow(() => providerSettings(live, false))
    }
    assert.equal(
      providerSettings({ STRIPE_SECRET_KEY: 'rk_test_1' }, true).stripe?.secretKey,
      'rk_test_1'
    )
  })

  test('what is no key of theirs is refused by its name', ({ assert }) => {
    assert.throws(
      () => providerSettings({ STRIPE_SECRET_KEY: 'pk_live_1' }, false),
      /STRIPE_SECRET_KEY/
    )
    assert.throws(() => providerSettings({ MOLLIE_API_KEY: 'sk_test_1' }, true), /MOLLIE_API_KEY/)
  })

  test('another address than theirs is for the demonstration', ({ assert }) => {
    for (const there of [
      { STRIPE_API_BASE: 'http://127.0.0.1:12111' },
      { MOLLIE_API_ENDPOINT: 'https://127.0.0.1:12121/v2/' },
    ]) {
      assert.throws(() => providerSettings(there, false), /DEMO=1/)
      assert.doesNotThrow(() => providerSettings(there, true))
    }
    assert.throws(() => providerSettings({ STRIPE_API_BASE: 'nowhere' }, true), /no address/)
  })

  test('keys are not used where certificates are not checked', ({ assert }) => {
    const keys = { MOLLIE_API_KEY: 'live_1' }
    assert.throws(() => providerSettings(keys, false, false), /NODE_TLS_REJECT_UNAUTHORIZED/)
  })
})
